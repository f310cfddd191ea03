import { expect } from "chai";
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";
import pino from "pino";
import { createApp } from "../../../src/bridge/api/app.ts";
import { forgetNonces } from "../../../src/bridge/api/signed.ts";
import type { ReservationView } from "../../../src/bridge/api/views.ts";
import { signRequest } from "../../../src/protocol/httpSignature.ts";
import { Farmyard, keyNamed, NOW } from "../support/farmyard.ts";

interface Told {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly remedy: string;
  readonly details?: Record<string, unknown>;
  readonly problems?: { path: string; expected: string }[];
}

describe("The bridge's API", () => {
  let yard: Farmyard;
  let app: FastifyInstance;
  let now: bigint;
  let age: bigint | undefined;
  let logged: string;
  let nonce = 0;

  beforeEach(async () => {
    yard = await Farmyard.build();
    now = NOW;
    age = 3n;
    logged = "";
    const logger = pino({ level: "info" }, { write: (line: string) => void (logged += line) });
    const context = { db: yard.db, farm: yard.farm, now: () => now, chainAge: () => Promise.resolve(age) };
    app = await createApp(context, { logger, perMinute: 100 });
  });
  afterEach(async () => {
    await app.close();
    await yard.db.destroy();
  });

  const send = (options: InjectOptions): Promise<LightMyRequestResponse> => app.inject(options);
  const post = (url: string, payload: object): Promise<LightMyRequestResponse> =>
    send({ method: "POST", url, payload });
  const told = (response: LightMyRequestResponse): Told => response.json();
  const create = ({ json, signature } = yard.document()): Promise<LightMyRequestResponse> =>
    post("/v1/reservations", { json: json.toString(), customer_signature: signature.toString("hex") });
  const sign = (
    view: ReservationView,
    action: "provision" | "delete",
    tid: number,
  ): Promise<LightMyRequestResponse> => {
    const { signature } = yard.signature(action, BigInt(view.id), Buffer.from(view.json), tid);
    const body = { tid, epoch: Number(NOW), signature: Buffer.from(signature).toString("hex") };
    return post(`/v1/reservations/${view.id}/sign/${action}`, body);
  };
  /** A question that a threebot signed. */
  function ask(
    url: string,
    tid: number,
    changes: Partial<{ method: "GET" | "POST"; created: bigint; nonce: string }> = {},
  ) {
    const request = { method: changes.method ?? ("GET" as const), authority: "bridge.example", target: url };
    const parameters = {
      keyId: `threebot:${tid}`,
      created: changes.created ?? now,
      nonce: changes.nonce ?? `nonce-${String(nonce++).padStart(16, "0")}`,
    };
    const signed = signRequest({ ...request, body: new Uint8Array() }, keyNamed(`threebot ${tid}`), parameters);
    return { method: request.method, url, headers: { ...signed, host: request.authority } };
  }

  it("takes a reservation from its document to its end", async () => {
    const created = await create();
    expect(created.statusCode).to.equal(201);
    const view: ReservationView = created.json();
    expect(created.headers.location).to.equal(`/v1/reservations/${view.id}`);
    expect(view).to.deep.include({ next_action: 1, next: "sign", workloads: [] });
    expect(view.provision).to.deep.include({ reached: false, signed: [], missing: [1, 2, 3] });

    expect((await sign(view, "provision", 1)).json()).to.deep.include({ next: "sign" });
    const deployed: ReservationView = (await sign(view, "provision", 2)).json();
    expect(deployed).to.deep.include({ next_action: 3, next: "deploy" });
    expect(deployed.workloads[0]).to.deep.include({ node_id: 7, cu: 500, su: 5, is_drawing: true, result: null });

    const looked = await send(ask(`/v1/reservations/${view.id}`, 3));
    expect(looked.json()).to.deep.equal(deployed);
    expect((await sign(view, "delete", 3)).json()).to.deep.include({ next_action: 4, next: "delete" });
  });

  it("answers the same document with the same reservation", async () => {
    const made = yard.document();
    const [first, second] = [await create(made), await create(made)];
    expect(second.json()).to.deep.equal(first.json());
  });

  describe("tells what is wrong, and what to do", () => {
    it("as a problem document with a stable code", async () => {
      const response = await create(yard.document({ pool_id: 6 }));
      expect(response.statusCode).to.equal(404);
      expect(response.headers["content-type"]).to.contain("application/problem+json");
      expect(told(response)).to.deep.include({ code: "NoSuchPool", status: 404, title: "NoSuchPool" });
      expect(told(response).remedy).to.not.equal("");
    });

    it("of a document, by its fields", async () => {
      const { signature } = yard.document();
      const response = await create({ json: Buffer.from('{"pool_id":"x"}'), signature });
      expect(response.statusCode).to.equal(422);
      expect(told(response).problems?.map(({ path }) => path)).to.include("/pool_id");
    });

    const odd: Record<string, [options: InjectOptions, status: number, code: string]> = {
      "a body that is no JSON": [json("{"), 400, "Malformed"],
      "an empty body": [json(""), 400, "Malformed"],
      "a body of another type": [{ ...json("a=b"), headers: { "content-type": "text/plain" } }, 415, "NotJson"],
      "a field too many": [json('{"json":"","customer_signature":"","x":1}'), 400, "BadRequest"],
      "a field too few": [json('{"json":""}'), 400, "BadRequest"],
      "a number for a text": [json('{"json":5,"customer_signature":"00"}'), 400, "BadRequest"],
      "a prototype": [json('{"__proto__":{"a":1}}'), 400, "Malformed"],
      "three megabytes": [json(`"${"x".repeat(3 << 20)}"`), 413, "TooLarge"],
      "a path that is none": [{ method: "GET", url: "/v2/anything" }, 404, "NoSuchPath"],
      "a number that is none": [{ method: "GET", url: "/v1/reservations/0x5" }, 400, "BadRequest"],
      "a method that is none": [{ method: "PUT", url: "/v1/reservations" }, 404, "NoSuchPath"],
    };
    for (const [what, [options, status, code]] of Object.entries(odd)) {
      it(`${what}: ${status} ${code}`, async () => {
        const response = await send(options);
        expect([response.statusCode, told(response).code]).to.deep.equal([status, code]);
        expect(told(response).remedy).to.not.equal("");
      });
    }

    it("when it cannot tell what the chain says: 503, and nothing is done", async () => {
      for (const unknown of [undefined, 301n]) {
        age = unknown;
        const response = await create();
        expect([response.statusCode, told(response).code]).to.deep.equal([503, "ChainUnknown"]);
        expect(response.headers["retry-after"]).to.equal("5");
        expect((await send({ url: "/readyz" })).statusCode).to.equal(503);
      }
      expect(await yard.db.selectFrom("reservation").selectAll().execute()).to.deep.equal([]);
      expect((await send({ url: "/healthz" })).json()).to.deep.equal({ status: "ok" });
    });

    it("of itself, without telling what: 500", async () => {
      await yard.db.schema.dropTable("signature").execute();
      const response = await create();
      expect([response.statusCode, told(response).code]).to.deep.equal([500, "InternalError"]);
      expect(response.body).to.not.contain("signature");
      expect(logged).to.contain("does not exist");
    });
  });

  describe("shows a reservation to those who are part of it", () => {
    let url: string;
    beforeEach(async () => {
      url = `/v1/reservations/${(await create()).json<ReservationView>().id}`;
    });
    const refused = async (options: InjectOptions): Promise<unknown> => {
      const response = await send(options);
      return [response.statusCode, told(response).details?.["fault"] ?? told(response).code];
    };

    it("and not to others, nor that it is there", async () => {
      expect(await refused(ask(url, 4))).to.deep.equal([404, "NoSuchReservation"]);
      expect(await refused(ask("/v1/reservations/4000000000", 1))).to.deep.equal([404, "NoSuchReservation"]);
    });

    it("once for each signed request", async () => {
      const asked = ask(url, 1);
      expect((await send(asked)).statusCode).to.equal(200);
      expect(await refused(asked)).to.deep.equal([401, "Replayed"]);
      now += 120n;
      await forgetNonces(yard.db, now);
      expect(await refused(asked)).to.deep.equal([401, "TooOld"]);
    });

    it("not to who signed another path, another host, earlier, or not at all", async () => {
      const asked = ask(url, 1);
      expect(await refused({ ...asked, url: `${url}?a=1` })).to.deep.equal([401, "SignatureDoesNotVerify"]);
      const elsewhere = { ...asked, headers: { ...asked.headers, host: "other.example" } };
      expect(await refused(elsewhere)).to.deep.equal([401, "SignatureDoesNotVerify"]);
      expect(await refused(ask(url, 1, { created: now - 61n }))).to.deep.equal([401, "TooOld"]);
      expect(await refused(ask(url, 50))).to.deep.equal([401, "UnknownKey"]);
      expect(await refused({ url })).to.deep.equal([401, "NotSigned"]);
    });
  });

  it("describes itself, and its farm", async () => {
    const described = (await send({ url: "/openapi.json" })).json<{ openapi: string; paths: object }>();
    expect(described.openapi).to.equal("3.1.0");
    expect(Object.keys(described.paths)).to.include.members([
      "/v1/reservations",
      "/v1/reservations/{id}",
      "/v1/reservations/{id}/sign/provision",
      "/v1/reservations/{id}/sign/delete",
      "/v1/farm",
      "/healthz",
      "/readyz",
    ]);
    const farm = (await send({ url: "/v1/farm" })).json<{ nodes: { node_id: number }[] }>();
    expect(farm.nodes.map(({ node_id }) => node_id)).to.deep.equal([7, 8]);
  });

  it("answers no more than its limit to one address in a minute", async () => {
    const codes = [];
    for (let count = 0; count < 101; count++) codes.push((await send({ url: "/healthz" })).statusCode);
    expect(codes.filter((code) => code === 200)).to.have.length(100);
    expect(codes.at(-1)).to.equal(429);
  });

  it("writes no document, signature or key into its log", async () => {
    const made = yard.document({ metadata: "very private" });
    await create(made);
    await create({ ...made, json: Buffer.from("{") });
    expect(logged).to.contain("/v1/reservations");
    expect(logged).to.not.contain("very private");
    expect(logged).to.not.contain(made.signature.toString("hex"));
  });
});

function json(payload: string): InjectOptions {
  return { method: "POST", url: "/v1/reservations", payload, headers: { "content-type": "application/json" } };
}
