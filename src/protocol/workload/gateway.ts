import { type Static, Type } from "typebox";
import { exactly, placed, Port, WorkloadId } from "./fields.ts";

/** A way in from outside to a container of the same document and node. */
export const Gateway = Type.Object(
  {
    ...placed,
    kind: Type.Union([Type.Literal("tcp"), Type.Literal("http")], { description: '"tcp" or "http"' }),
    /** For http, the name that requests are for; empty for tcp. */
    host: Type.String({
      maxLength: 253,
      pattern: "^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*)?$",
      description: "a host name in lower case",
    }),
    target: WorkloadId,
    target_port: Port,
  },
  exactly,
);
export type Gateway = Static<typeof Gateway>;
