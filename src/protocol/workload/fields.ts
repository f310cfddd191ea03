import { Type } from "typebox";

// Every number is a whole one: documents are signed, and fractions do not survive every JSON parser.

/** Exclusive bounds of what fits in 4 bytes, and in a JSON number. */
const UINT32 = 2 ** 32 - 1;

export const WorkloadId = Type.Integer({ minimum: 1, maximum: UINT32, description: "Unique in its document, from 1." });
export const NodeId = Type.Integer({ minimum: 1, maximum: UINT32, description: "The node that shall run it." });
export const Tid = Type.Integer({ minimum: 1, maximum: 2 ** 40 - 1, description: "A threebot." });
export const Time = Type.Integer({ minimum: 0, maximum: UINT32 - 1, description: "Unix seconds." });

/** vCPU. No node is larger: a slip (MHz for cores) must not look like a workload. */
export const Cores = Type.Integer({ minimum: 1, maximum: 4096, description: "vCPU" });
export const Gibibytes = Type.Integer({ minimum: 1, maximum: 2 ** 20, description: "GiB" });

export const Disk = Type.Union([Type.Literal("ssd"), Type.Literal("hdd")], { description: '"ssd" or "hdd"' });
export const Port = Type.Integer({ minimum: 1, maximum: 65_535, description: "a TCP port" });

/** No control characters: it is shown to people. */
export const Line = Type.String({ maxLength: 256, pattern: "^[^\\u0000-\\u001f\\u007f]*$", description: "one line" });
export const Path = Type.String({
  maxLength: 1024,
  pattern: "^(/(?!\\.{1,2}(/|$))[^/\\u0000]+)+$",
  description: "an absolute path without . and ..",
});
/** Starts with a letter or digit, as file and interface names do. */
export const Name = Type.String({ pattern: "^[a-z0-9][a-z0-9-]{0,31}$", description: "a name such as my-net" });
export const Variable = Type.String({ maxLength: 32_768, pattern: "^[^\\u0000]*$", description: "text without NUL" });

/** A secret sealed to the node's key, see sealedBox.ts; the box adds 48 bytes. */
export const Sealed = Type.String({
  pattern: "^([0-9a-f]{2}){48,4096}$",
  description: "hexadecimal of what seal() returned for the node's key",
});

export const VARIABLE_NAME = "^[A-Za-z_][A-Za-z0-9_]{0,127}$";
const Octet = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
export const Ipv4 = Type.String({ pattern: `^${Octet}(\\.${Octet}){3}$`, description: "an IPv4 address" });
export const Ipv4Range = Type.String({
  pattern: `^${Octet}(\\.${Octet}){3}/(3[0-2]|[12]?\\d)$`,
  description: "an IPv4 range such as 10.1.0.0/16",
});
/** 32 bytes in base64, as WireGuard writes keys. */
export const WireguardKey = Type.String({ pattern: "^[A-Za-z0-9+/]{43}=$", description: "a WireGuard public key" });

/** What every workload has. */
export const placed = { workload_id: WorkloadId, node_id: NodeId };

/** An object with exactly these fields. What is not known is refused: it was signed, and would be ignored. */
export const exactly = { additionalProperties: false } as const;
