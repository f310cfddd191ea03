import { faultWith } from "../../protocol/faultWith.ts";
import type { Hex } from "../../protocol/hex.ts";
import { isReachable } from "../../protocol/quorum.ts";
import type { ReservationDocument } from "../../protocol/workload/document.ts";
import { workloadsOf } from "../../protocol/workload/document.ts";
import { drawOf } from "../../protocol/workload/workloadDraw.ts";
import type { NodeRow, PoolRow } from "../db/tables.ts";
import { Refused } from "../errors.ts";
import { sumOf } from "../ledger/sum.ts";

/** What the farm knows when a document comes in. */
export interface Facts {
  readonly chainId: bigint;
  readonly contract: Hex;
  /** Unix second. */
  readonly now: bigint;
  readonly pool: PoolRow | undefined;
  readonly nodes: ReadonlyMap<bigint, NodeRow>;
  /** The key of a threebot now; undefined where it has none that is proven. */
  readonly keyOf: (tid: number) => Hex | undefined;
  readonly publicIpRate: bigint;
}

const MOST_DAYS_AHEAD = 30n * 86_400n;

/**
 * May this document become a reservation? Throws the first reason why not:
 *
 * 1. it is for another chain or contract
 * 2. its pool is none of this farm's, or not active, or another threebot's
 * 3. it would expire before it can be signed, or its signatures may come later than 30 days from now
 * 4. a node is none of the pool's, or not in use
 * 5. the customer has no proven key, or did not sign these bytes
 * 6. a quorum can never be complete, for want of distinct keys
 * 7. it draws more than the pool's cap, whatever else runs
 */
export function judgeDocument(
  json: Uint8Array,
  document: ReservationDocument,
  signature: Uint8Array,
  facts: Facts,
): PoolRow {
  demandPlace(document, facts);
  const pool = demandPool(document, facts.pool);
  demandTimes(document, facts.now);
  demandNodes(document, pool, facts.nodes);
  demandCustomer(json, document, signature, facts);
  demandReachable("signing_request_provision", document.signing_request_provision, facts);
  demandReachable("signing_request_delete", document.signing_request_delete, facts);
  demandCaps(document, pool, facts.publicIpRate);
  return pool;
}

function demandPlace(document: ReservationDocument, { chainId, contract }: Facts): void {
  if (BigInt(document.chain_id) === chainId && document.contract === contract) return;
  throw new Refused(
    "WrongChain",
    422,
    `The document is for contract ${document.contract} on chain ${document.chain_id}; this farm is on ${contract} on chain ${chainId}.`,
    "Sign it for this farm's chain and contract.",
  );
}

function demandPool({ pool_id, customer_tid }: ReservationDocument, pool: PoolRow | undefined): PoolRow {
  if (pool === undefined) {
    throw new Refused(
      "NoSuchPool",
      404,
      `This farm has no pool ${pool_id}.`,
      "Ask the bridge of the farm that sold it. A payment of the last minutes may not be confirmed yet.",
    );
  }
  if (pool.state !== "active") {
    throw new Refused("PoolNotActive", 409, `Pool ${pool_id} is ${pool.state}.`, "Use a pool that is active.", {
      state: pool.state,
    });
  }
  if (pool.tid !== BigInt(customer_tid)) {
    throw new Refused(
      "NotYourPool",
      403,
      `Pool ${pool_id} belongs to threebot ${pool.tid}, not to ${customer_tid}.`,
      "Sign as the threebot that owns the pool.",
    );
  }
  return pool;
}

function demandTimes({ expiration_provisioning, expiration_reservation }: ReservationDocument, now: bigint): void {
  const until = BigInt(expiration_provisioning);
  if (until < now) {
    throw new Refused(
      "Expired",
      422,
      `expiration_provisioning is ${until}, which is over: it is ${now}.`,
      "Sign it anew.",
    );
  }
  if (until > now + MOST_DAYS_AHEAD) {
    throw new Refused(
      "TooFarAhead",
      422,
      `expiration_provisioning is ${until}, more than 30 days ahead of ${now}.`,
      "Let the signatures come within 30 days.",
    );
  }
  if (expiration_reservation !== 0 && BigInt(expiration_reservation) <= now) {
    throw new Refused(
      "Expired",
      422,
      `expiration_reservation is ${expiration_reservation}; it is ${now}.`,
      "Sign it anew.",
    );
  }
}

function demandNodes(document: ReservationDocument, pool: PoolRow, nodes: ReadonlyMap<bigint, NodeRow>): void {
  for (const { body } of workloadsOf(document)) {
    const id = BigInt(body.node_id);
    const node = nodes.get(id);
    const isOfPool = pool.node_ids.length === 0 || pool.node_ids.includes(id);
    if (node !== undefined && isOfPool && !node.retired && node.is_valid) continue;
    const why =
      node === undefined
        ? "is none of this farm's"
        : !isOfPool
          ? `is not among those of pool ${pool.pool_id}`
          : node.retired
            ? "is retired"
            : "has no proven key";
    throw new Refused(
      "NodeNotUsable",
      422,
      `Node ${id}, of workload ${body.workload_id}, ${why}.`,
      "Name another node; GET /v1/farm lists them.",
      { node_id: Number(id) },
    );
  }
}

function demandCustomer(
  json: Uint8Array,
  { customer_tid }: ReservationDocument,
  signature: Uint8Array,
  { keyOf }: Facts,
): void {
  const fault = faultWith(keyOf(customer_tid), json, signature);
  if (fault === undefined) return;
  throw new Refused(
    "BadSignature",
    403,
    `The customer's signature, of threebot ${customer_tid}, does not count: ${fault}.`,
    "Sign the bytes of the document as they are sent, with the key that the threebot has on chain now.",
    { fault },
  );
}

function demandReachable(
  field: "signing_request_provision" | "signing_request_delete",
  request: ReservationDocument[typeof field],
  { keyOf }: Facts,
): void {
  if (isReachable(request, keyOf)) return;
  const keyless = request.signers.filter((tid) => keyOf(tid) === undefined);
  throw new Refused(
    "QuorumOutOfReach",
    422,
    `${field} asks for ${request.quorum_min} signatures, but its signers have fewer distinct keys.`,
    "List signers with proven keys of their own: several threebots with one key are one voice.",
    { field, without_key: keyless },
  );
}

function demandCaps(document: ReservationDocument, pool: PoolRow, publicIpRate: bigint): void {
  const { cu, su } = sumOf(workloadsOf(document).map((workload) => drawOf(workload, publicIpRate)));
  if (cu <= pool.cu_cap && su <= pool.su_cap) return;
  throw new Refused(
    "AboveCap",
    422,
    `The workloads draw ${cu} mCU and ${su} mSU; the caps of pool ${pool.pool_id} are ${pool.cu_cap} and ${pool.su_cap}.`,
    "Ask for less, or have the farm sign an offer with higher caps.",
    { cu: Number(cu), su: Number(su), cu_cap: Number(pool.cu_cap), su_cap: Number(pool.su_cap) },
  );
}
