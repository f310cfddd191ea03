import { type Static, Type } from "typebox";
import { Disk, exactly, Gibibytes, placed, Sealed } from "./fields.ts";

/** A namespace of the node's key-value store. */
export const Zdb = Type.Object(
  {
    ...placed,
    size: Gibibytes,
    disk: Disk,
    /** "user": the customer names the keys; "seq": the store does. */
    mode: Type.Union([Type.Literal("user"), Type.Literal("seq")], { description: '"user" or "seq"' }),
    password: Sealed,
    /** Readable without the password. */
    public: Type.Boolean(),
  },
  exactly,
);
export type Zdb = Static<typeof Zdb>;
