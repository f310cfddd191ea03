import { type Static, Type } from "typebox";
import { exactly, placed, WorkloadId } from "./fields.ts";

/** A lease of one of the farm's public IPv4 addresses, for a container or machine of the same document and node. */
export const PublicIp = Type.Object({ ...placed, target: WorkloadId }, exactly);
export type PublicIp = Static<typeof PublicIp>;
