import { bytesOf } from "../../../protocol/evm.ts";
import type { Hex } from "../../../protocol/hex.ts";

/** What an event says in words. Whoever wrote it may have written any bytes; PostgreSQL keeps no NUL. */
export function textOf(bytes: string): string {
  return new TextDecoder().decode(bytesOf(bytes as Hex)).replaceAll("\0", "\u{fffd}");
}
