import type { FastifyInstance } from "fastify";
import { type Static, Type } from "typebox";
import type { Offer } from "../../../protocol/eip712.ts";
import type { Hex } from "../../../protocol/hex.ts";
import { Refused } from "../../errors.ts";
import type { OfferRequest } from "../../offers/decide.ts";
import { signOffer } from "../../offers/sign.ts";
import type { ApiContext } from "../context.ts";
import { demandFreshChain } from "../fresh.ts";
import { Problem } from "../problems.ts";
import { signerOf } from "../signed.ts";

const Amount = Type.String({ pattern: "^(0|[1-9]\\d{0,15})$", description: "unit-seconds" });
const Rate = Type.Integer({ minimum: 0, maximum: 2 ** 32 - 1, description: "milli-units" });
const Ask = Type.Object(
  {
    pool_id: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: "to refill" })),
    cus: Amount,
    sus: Amount,
    node_ids: Type.Array(Type.Integer({ minimum: 1, maximum: 2 ** 32 - 1 }), {
      maxItems: 64,
      description: "ascending; none = all of the farm's",
    }),
    cu_cap: Rate,
    su_cap: Rate,
    token: Type.String({ pattern: "^0x[0-9a-f]{40}$", description: "in lower case; zeros = the native coin" }),
  },
  { additionalProperties: false },
);
const Given = Type.Object({
  offer: Type.Record(Type.String(), Type.String(), {
    description: "the fields of the contract's struct, whole numbers as text",
  }),
  node_ids: Type.Array(Type.Integer()),
  signer: Type.String(),
  signature: Type.String(),
});

/** A firm offer, which one transaction takes: `buy` of Pools. */
export function offerRoutes(app: FastifyInstance, context: ApiContext): void {
  const { db, farm, operator, now, listeningSince } = context;
  app.post<{ Body: Static<typeof Ask> }>(
    "/v1/offers",
    {
      schema: {
        summary: "Have the farm sign an offer, for the threebot that signs the request. It lasts two minutes",
        body: Ask,
        response: { 201: Given, "4xx": Problem, "5xx": Problem },
      },
    },
    async (request, reply) => {
      await demandFreshChain(context);
      const tid = await signerOf(db, "threebot", request, now());
      const wanted = requestOf(BigInt(tid), request.body);
      const { offer, nodeIds, signer, signature } = await signOffer(db, farm, operator, wanted, {
        now: now(),
        listeningSince,
      });
      return reply.status(201).send({ offer: textOf(offer), node_ids: nodeIds.map(Number), signer, signature });
    },
  );
}

function requestOf(customerTid: bigint, ask: Static<typeof Ask>): OfferRequest {
  const nodeIds = ask.node_ids.map(BigInt);
  if (nodeIds.some((id, at) => at > 0 && id <= (nodeIds[at - 1] ?? 0n))) {
    throw new Refused("BadOffer", 422, "node_ids are not in ascending order.", "Send each once, the lowest first.");
  }
  return {
    customerTid,
    poolId: BigInt(ask.pool_id ?? 0),
    cus: BigInt(ask.cus),
    sus: BigInt(ask.sus),
    nodeIds,
    cuCap: BigInt(ask.cu_cap),
    suCap: BigInt(ask.su_cap),
    token: ask.token as Hex,
  };
}

function textOf(offer: Offer): Record<string, string> {
  return Object.fromEntries(Object.entries(offer).map(([name, value]) => [name, String(value)]));
}
