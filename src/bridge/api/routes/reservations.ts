import type { FastifyInstance } from "fastify";
import { type Static, Type } from "typebox";
import type { ReservationRow } from "../../db/tables.ts";
import { Refused } from "../../errors.ts";
import { createReservation } from "../../reservations/create.ts";
import { signReservation } from "../../reservations/sign.ts";
import type { ApiContext } from "../context.ts";
import { demandFreshChain } from "../fresh.ts";
import { Problem } from "../problems.ts";
import { signerOf } from "../signed.ts";
import { readersOf, ReservationView, viewOf } from "../views.ts";

const Signature = Type.String({ pattern: "^[0-9a-fA-F]{128}$", description: "64 bytes in hexadecimal" });
const exactly = { additionalProperties: false } as const;

const Create = Type.Object(
  { json: Type.String({ description: "the canonical JSON that was signed" }), customer_signature: Signature },
  exactly,
);
const Sign = Type.Object(
  {
    tid: Type.Integer({ minimum: 1, maximum: 2 ** 40 - 1 }),
    epoch: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
    signature: Signature,
  },
  exactly,
);
const ById = Type.Object({ id: Type.String({ pattern: "^[1-9]\\d{0,9}$" }) });
const answers = { "2xx": ReservationView, "4xx": Problem, "5xx": Problem };

export function reservationRoutes(app: FastifyInstance, context: ApiContext): void {
  const { db, farm, now } = context;

  app.post<{ Body: Static<typeof Create> }>(
    "/v1/reservations",
    { schema: { summary: "Reserve: a document and its customer's signature", body: Create, response: answers } },
    async ({ body: { json, customer_signature } }, reply) => {
      await demandFreshChain(context);
      const row = await createReservation(db, farm, Buffer.from(json), bytesOf(customer_signature), now());
      return reply
        .status(201)
        .header("location", `/v1/reservations/${row.id}`)
        .send(await viewOf(db, row));
    },
  );

  app.get<{ Params: Static<typeof ById> }>(
    "/v1/reservations/:id",
    {
      schema: {
        summary: "A reservation: who has signed, what comes next, what its nodes say. For its customer and signers",
        params: ById,
        response: answers,
      },
    },
    async (request) => {
      const tid = await signerOf(db, "threebot", request, now());
      const row = await find(BigInt(request.params.id));
      // Whoever may not read it does not learn whether it is there.
      if (row === undefined || !readersOf(row).has(tid)) throw noSuch(request.params.id);
      return viewOf(db, row);
    },
  );

  for (const action of ["provision", "delete"] as const) {
    app.post<{ Params: Static<typeof ById>; Body: Static<typeof Sign> }>(
      `/v1/reservations/:id/sign/${action}`,
      { schema: { summary: `Hand in a signature for "${action}"`, params: ById, body: Sign, response: answers } },
      async ({ params: { id }, body: { tid, epoch, signature } }) => {
        await demandFreshChain(context);
        const handedIn = { action, tid, epoch: BigInt(epoch), signature: bytesOf(signature) };
        const { reservation } = await signReservation(db, farm, BigInt(id), handedIn, now());
        return viewOf(db, reservation);
      },
    );
  }

  async function find(id: bigint): Promise<ReservationRow | undefined> {
    return db.selectFrom("reservation").selectAll().where("id", "=", id).executeTakeFirst();
  }
}

function noSuch(id: string): Refused {
  return new Refused("NoSuchReservation", 404, `There is no reservation ${id} for you.`, "Sign as who is part of it.");
}

function bytesOf(hex: string): Buffer {
  return Buffer.from(hex, "hex");
}
