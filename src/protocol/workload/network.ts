import { type Static, Type } from "typebox";
import { exactly, Ipv4Range, Name, placed, Port, Sealed, WireguardKey } from "./fields.ts";

const Peer = Type.Object(
  {
    public_key: WireguardKey,
    allowed_ips: Type.Array(Ipv4Range, { minItems: 1, maxItems: 64 }),
    /** host:port, or empty where the peer calls. */
    endpoint: Type.String({ maxLength: 261, pattern: "^([^\\s:]{1,255}:\\d{1,5})?$", description: "host:port" }),
  },
  exactly,
);

/** One node's part of a private network that spans nodes. */
export const Network = Type.Object(
  {
    ...placed,
    name: Name,
    ip_range: Ipv4Range,
    /** The node's part of the range. */
    subnet: Ipv4Range,
    private_key: Sealed,
    listen_port: Port,
    peers: Type.Array(Peer, { maxItems: 64 }),
  },
  exactly,
);
export type Network = Static<typeof Network>;
