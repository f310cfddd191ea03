import type { Clock } from "../../../src/protocol/clock.ts";

// Words as the contracts pack them, written here a second time: the mappings' unpacking is what is tested.

/** What contracts/types/Clock.sol packs; what is not named is 0. */
export function clockWord(clock: Partial<Record<Exclude<keyof Clock, "empty">, number>> & { empty?: boolean }): bigint {
  const at = (value: number | undefined, bit: bigint): bigint => BigInt(value ?? 0) << bit;
  return (
    at(clock.cu, 0n) |
    (clock.empty === true ? 1n << 63n : 0n) |
    at(clock.su, 64n) |
    at(clock.cuRate, 128n) |
    at(clock.suRate, 160n) |
    at(clock.settledAt, 192n) |
    at(clock.lastReading, 224n)
  );
}

/** One base unit per milli-unit-second: then worth and balance are the same number. */
export const PRICE_ONE = 1n << 64n;

/** What contracts/types/Worth.sol packs. */
export function worthWord(cuPrice: bigint, suPrice: bigint): bigint {
  return cuPrice | (suPrice << 128n);
}
