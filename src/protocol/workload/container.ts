import { type Static, Type } from "typebox";
import type { Resources } from "../units.ts";
import {
  Cores,
  exactly,
  Gibibytes,
  Ipv4,
  Name,
  Path,
  placed,
  Port,
  Sealed,
  Variable,
  VARIABLE_NAME,
  WorkloadId,
} from "./fields.ts";

const Mount = Type.Object({ volume: WorkloadId, path: Path }, exactly);
const Attachment = Type.Object({ network: Name, ip: Ipv4 }, exactly);

/** A process of the customer's from an image, with a root file system of its own. */
export const Container = Type.Object(
  {
    ...placed,
    image: Type.String({ pattern: "^[a-z0-9][\\w.:/@-]{0,255}$", description: "the image's name and digest or tag" }),
    /** Empty: what the image says. */
    command: Type.Array(Variable, { maxItems: 128 }),
    environment: Type.Record(Type.String({ pattern: VARIABLE_NAME }), Variable, { ...exactly, maxProperties: 128 }),
    secret_environment: Type.Record(Type.String({ pattern: VARIABLE_NAME }), Sealed, {
      ...exactly,
      maxProperties: 64,
    }),
    cru: Cores,
    mru: Gibibytes,
    /** Of its root file system, on SSD. */
    root_size: Gibibytes,
    mounts: Type.Array(Mount, { maxItems: 16 }),
    networks: Type.Array(Attachment, { maxItems: 8 }),
    /** Where it listens; what gateways forward to. */
    ports: Type.Array(Port, { maxItems: 16, uniqueItems: true }),
  },
  exactly,
);
export type Container = Static<typeof Container>;

export function containerTakes({ cru, mru, root_size }: Container): Resources {
  return { cru: BigInt(cru), mru: BigInt(mru), sru: BigInt(root_size), hru: 0n };
}
