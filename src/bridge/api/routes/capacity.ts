import type { FastifyInstance } from "fastify";
import { type Static, Type } from "typebox";
import { signTerms } from "../../capacity/termsQuorum.ts";
import type { ApiContext } from "../context.ts";
import { demandFreshChain } from "../fresh.ts";
import { Problem } from "../problems.ts";
import { QuorumView, quorumView } from "../views.ts";

const ById = Type.Object({ id: Type.String({ pattern: "^[1-9]\\d{0,17}$" }) });
const Sign = Type.Object(
  {
    signing_request: Type.String({
      maxLength: 1 << 16,
      description: "canonical JSON; its SHA-256 stands in the terms",
    }),
    tid: Type.Integer({ minimum: 1, maximum: 2 ** 40 - 1 }),
    signature: Type.String({ pattern: "^[0-9a-f]{128}$", description: "of action 1 over the terms, by this threebot" }),
  },
  { additionalProperties: false },
);

/** The quorum that a reservation of capacity may ask for over its terms: the farm accepts when it is complete. */
export function capacityRoutes(app: FastifyInstance, context: ApiContext): void {
  const { db, farm, now } = context;
  app.post<{ Params: Static<typeof ById>; Body: Static<typeof Sign> }>(
    "/v1/capacity/:id/sign",
    {
      schema: {
        summary: "Hand in a signature over the terms of a reservation of capacity",
        params: ById,
        body: Sign,
        response: { 200: QuorumView, "4xx": Problem, "5xx": Problem },
      },
    },
    async ({ params: { id }, body: { signing_request, tid, signature } }) => {
      await demandFreshChain(context);
      const handedIn = { signingRequest: Buffer.from(signing_request), tid, signature: Buffer.from(signature, "hex") };
      return quorumView(await signTerms(db, farm, BigInt(id), handedIn, now()));
    },
  );
}
