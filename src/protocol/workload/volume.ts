import { type Static, Type } from "typebox";
import type { Resources } from "../units.ts";
import { Disk, exactly, Gibibytes, placed } from "./fields.ts";

/** Storage that outlives the containers that mount it. */
export const Volume = Type.Object({ ...placed, size: Gibibytes, disk: Disk }, exactly);
export type Volume = Static<typeof Volume>;

export function volumeTakes({ size, disk }: Pick<Volume, "size" | "disk">): Resources {
  return { cru: 0n, mru: 0n, sru: disk === "ssd" ? BigInt(size) : 0n, hru: disk === "hdd" ? BigInt(size) : 0n };
}
