import { type Static, Type } from "typebox";
import type { Resources } from "../units.ts";
import { Cores, exactly, Gibibytes, Line, Name, placed } from "./fields.ts";

/** A machine of the customer's. */
export const Vm = Type.Object(
  {
    ...placed,
    image: Line,
    cru: Cores,
    mru: Gibibytes,
    root_size: Gibibytes,
    network: Name,
    ssh_keys: Type.Array(Type.String({ maxLength: 1024, pattern: "^ssh-", description: "an SSH public key" }), {
      maxItems: 16,
    }),
  },
  exactly,
);
export type Vm = Static<typeof Vm>;

export function vmTakes({ cru, mru, root_size }: Vm): Resources {
  return { cru: BigInt(cru), mru: BigInt(mru), sru: BigInt(root_size), hru: 0n };
}
