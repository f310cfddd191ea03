import type { PerUnit } from "../../protocol/perUnit.ts";

export function sumOf(draws: readonly PerUnit<bigint>[]): PerUnit<bigint> {
  return draws.reduce((sum, { cu, su }) => ({ cu: sum.cu + cu, su: sum.su + su }), { cu: 0n, su: 0n });
}
