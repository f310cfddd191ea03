import type { FastifyInstance } from "fastify";
import { type Static, Type } from "typebox";
import { takeResult } from "../../ledger/results.ts";
import { Refused } from "../../errors.ts";
import { heard } from "../../presence.ts";
import type { ApiContext } from "../context.ts";
import { Problem } from "../problems.ts";
import { signerOf } from "../signed.ts";

const exactly = { additionalProperties: false } as const;
const Heartbeat = Type.Object({ url: Type.String({ maxLength: 300, pattern: "^https?://" }) }, exactly);
const Result = Type.Object(
  {
    json: Type.String({ description: "canonical JSON of the result" }),
    signature: Type.String({ pattern: "^[0-9a-f]{128}$", description: "the node's, action 5" }),
  },
  exactly,
);
const ById = Type.Object({ id: Type.String({ pattern: "^[0-9a-f]{16}$" }) });
const Taken = Type.Object({ status: Type.Union([Type.Literal("taken"), Type.Literal("acknowledged")]) });
const Alive = Type.Object({ status: Type.Literal("ok") });

/** What the farm's nodes tell: that they live and where, and what became of workloads. */
export function nodeRoutes(app: FastifyInstance, { db, farm, now }: ApiContext): void {
  app.post<{ Body: Static<typeof Heartbeat> }>(
    "/v1/nodes/heartbeat",
    { schema: { summary: "A node lives, and is here", body: Heartbeat, response: { 200: Alive, "4xx": Problem } } },
    async (request) => {
      const nodeId = await signerOf(db, "node", request, now());
      if (!URL.canParse(request.body.url)) {
        throw new Refused("BadAddress", 422, `${request.body.url} is no address.`, "Say where the node is reached.");
      }
      await heard(db, BigInt(nodeId), request.body.url, now());
      return { status: "ok" };
    },
  );

  // A result carries the node's signature: whoever brings it, it is the node's.
  app.put<{ Params: Static<typeof ById>; Body: Static<typeof Result> }>(
    "/v1/results/:id",
    {
      schema: {
        summary: "What a node says of a workload, by its global id",
        params: ById,
        body: Result,
        response: { 200: Taken, "4xx": Problem },
      },
    },
    async ({ params: { id }, body: { json, signature } }) => {
      const status = await takeResult(db, farm, id, Buffer.from(json), Buffer.from(signature, "hex"), now());
      return { status };
    },
  );
}
