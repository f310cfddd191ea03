import { type Static, type TArray, type TSchema, Type } from "typebox";
import { type JsonLimits, readCanonicalJson } from "../canonicalJson.ts";
import type { CATEGORIES, Category } from "./categories.ts";
import { Container } from "./container.ts";
import { demandRules } from "./documentRules.ts";
import { exactly, Line, Tid, Time } from "./fields.ts";
import { SigningRequest } from "./signingRequest.ts";
import { Vm } from "./vm.ts";
import { Volume } from "./volume.ts";
import { Zdb } from "./zdb.ts";
import { Gateway } from "./gateway.ts";
import { Network } from "./network.ts";
import { shapeOf } from "./problems.ts";
import { PublicIp } from "./publicIp.ts";

const MOST_WORKLOADS = 100;

const listOf = <Schema extends TSchema>(schema: Schema): TArray<Schema> =>
  Type.Array(schema, { maxItems: MOST_WORKLOADS });

/** What a customer signs to have workloads run: the whole of it, and nothing beside it counts. */
export const ReservationDocument = Type.Object(
  {
    chain_id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    contract: Type.String({ pattern: "^0x[0-9a-f]{40}$", description: "the address of Pools in lower case" }),
    nonce: Type.String({ pattern: "^[0-9a-f]{32}$", description: "16 random bytes in lower-case hexadecimal" }),
    customer_tid: Tid,
    pool_id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    /** Groups reservations of several farms. */
    reference: Line,
    description: Line,
    /** The customer's own; never read. */
    metadata: Type.String({ maxLength: 16_384 }),
    /** Until when the provision quorum must be complete. */
    expiration_provisioning: Time,
    /** When everything is deleted; 0 = when the pool's life ends. */
    expiration_reservation: Time,
    signing_request_provision: SigningRequest,
    signing_request_delete: SigningRequest,
    containers: listOf(Container),
    volumes: listOf(Volume),
    zdbs: listOf(Zdb),
    networks: listOf(Network),
    vms: listOf(Vm),
    gateways: listOf(Gateway),
    public_ips: listOf(PublicIp),
  },
  exactly,
);
export type ReservationDocument = Static<typeof ReservationDocument>;

/** One workload of a document, with its kind. */
export type Workload = {
  [Kind in Category]: { readonly category: Kind; readonly body: Static<(typeof CATEGORIES)[Kind]["schema"]> };
}[Category];

const DOCUMENT_LIMITS: JsonLimits = { bytes: 1 << 20, depth: 8 };

const demandShape = shapeOf<ReservationDocument>(ReservationDocument);

/** Reads the signed bytes; throws an error that says what to mend. Knows neither the time nor the chain. */
export function readDocument(json: Uint8Array): ReservationDocument {
  return checkDocument(readCanonicalJson(json, DOCUMENT_LIMITS));
}

/** The same for a document that is not yet text: shape and rules, before it is signed. */
export function checkDocument(value: unknown): ReservationDocument {
  const document = demandShape(value);
  demandRules(document);
  return document;
}

/** All workloads, in the order in which a node must start them: what others mount or join comes first. */
export function workloadsOf(document: ReservationDocument): readonly Workload[] {
  return START_ORDER.flatMap((category) => document[category].map((body) => ({ category, body }) as Workload));
}

const START_ORDER: readonly Category[] = ["networks", "volumes", "zdbs", "public_ips", "containers", "vms", "gateways"];
