import { cost } from "../../protocol/cost.ts";
import { nodeIdsHash, type Offer } from "../../protocol/eip712.ts";
import type { Hex } from "../../protocol/hex.ts";
import { larger } from "../../protocol/integers.ts";
import type { PerUnit } from "../../protocol/perUnit.ts";
import { type Capacity, whyNotPromised } from "../capacity/free.ts";
import type { FarmRow, NodeRow, PoolRow, PriceRow } from "../db/tables.ts";
import { Refused } from "../errors.ts";
import type { Presence } from "../presence.ts";

/** What a customer asks the farm to sign. */
export interface OfferRequest {
  readonly customerTid: bigint;
  /** 0 = a new pool */
  readonly poolId: bigint;
  readonly cus: bigint;
  readonly sus: bigint;
  readonly nodeIds: readonly bigint[];
  readonly cuCap: bigint;
  readonly suCap: bigint;
  readonly token: Hex;
}

export interface OfferFacts {
  readonly farm: FarmRow;
  readonly price: PriceRow | undefined;
  readonly pool: PoolRow | undefined;
  readonly nodes: ReadonlyMap<bigint, NodeRow>;
  readonly presenceOf: (nodeId: bigint) => Presence;
  readonly capacity: Capacity;
  readonly now: bigint;
  readonly nonce: bigint;
}

/** An offer lasts no longer: what it holds nobody else can buy. */
const OFFER_SECONDS = 120n;

/**
 * The offer that the farm signs for this request, at its list price, or why it signs none:
 *
 * 1. it sells nothing for this token
 * 2. of a refill: the pool is not active, another's, in another token, or under an eviction notice
 * 3. a new pool: nothing is bought, or it has no caps to draw it by
 * 4. a node is none of the farm's, not in use, or down
 * 5. the caps that it promises beyond those there are exceed what is free
 */
export function decideOffer(request: OfferRequest, facts: OfferFacts): Offer {
  const price = demandPrice(request, facts.price);
  if (request.poolId !== 0n) demandPool(request, facts.pool);
  else demandSense(request);
  demandNodes(request, facts);
  const lacking = whyNotPromised(facts.capacity, promisedBy(request, facts.pool));
  if (lacking !== undefined) {
    throw new Refused("NoCapacity", 409, `The farm cannot promise this: ${lacking}.`, "Ask for less, or try later.");
  }
  const { cu: cuAmount, su: suAmount } = cost({ cu: request.cus, su: request.sus }, price);
  const { farm_id: farmId, upfront_bps: upfrontBps, notice_days: noticeDays, signer_epoch: signerEpoch } = facts.farm;
  const { customerTid, poolId, cus, sus, cuCap, suCap, token } = request;
  return {
    ...{ farmId, customerTid, poolId, cus, sus },
    ...{ nodeIdsHash: nodeIdsHash(request.nodeIds), cuCap, suCap, token, cuAmount, suAmount },
    ...{ upfrontBps, noticeDays, nonce: facts.nonce, signerEpoch, deadline: facts.now + OFFER_SECONDS },
  };
}

/** What it holds until it is taken: of a refill only what its caps rise by. */
export function promisedBy({ cuCap, suCap }: OfferRequest, pool: PoolRow | undefined): PerUnit<bigint> {
  return { cu: larger(cuCap - (pool?.cu_cap ?? 0n), 0n), su: larger(suCap - (pool?.su_cap ?? 0n), 0n) };
}

function demandPrice({ token }: OfferRequest, price: PriceRow | undefined): PerUnit<bigint> {
  if (price !== undefined && price.slot !== 0n) return { cu: price.cu_price, su: price.su_price };
  throw new Refused(
    "NotListed",
    422,
    `This farm sells nothing for ${token}.`,
    "Ask in a token of its price list; the subgraph and the contract have it.",
  );
}

function demandPool({ poolId, customerTid, token }: OfferRequest, pool: PoolRow | undefined): void {
  const why =
    pool === undefined
      ? "is none of this farm's"
      : pool.state !== "active"
        ? `is ${pool.state}`
        : pool.tid !== customerTid
          ? "belongs to another threebot"
          : pool.token !== token
            ? `is paid in ${pool.token}`
            : pool.evictable_from !== 0n
              ? "is under an eviction notice"
              : undefined;
  if (why === undefined) return;
  throw new Refused("NotRefillable", 409, `Pool ${poolId} ${why}.`, "Refill a pool of yours that is active.");
}

function demandSense({ cus, sus, cuCap, suCap }: OfferRequest): void {
  const isWhole = cus + sus > 0n && cus > 0n === cuCap > 0n && sus > 0n === suCap > 0n;
  if (isWhole) return;
  throw new Refused(
    "BadOffer",
    422,
    "A pool needs units, and for each unit that it buys a cap to draw it by.",
    "Set cus with cu_cap, sus with su_cap, or both.",
  );
}

function demandNodes({ nodeIds }: OfferRequest, { nodes, presenceOf }: OfferFacts): void {
  for (const id of nodeIds) {
    const node = nodes.get(id);
    const isUsable = node !== undefined && node.is_valid && !node.retired;
    if (isUsable && presenceOf(id) === "up") continue;
    const why = isUsable ? "is not heard of now" : "is not in use";
    throw new Refused("NodeNotUsable", 409, `Node ${id} ${why}.`, "Name another node; GET /v1/farm lists them.");
  }
}
