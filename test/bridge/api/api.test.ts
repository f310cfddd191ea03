import { expect } from "chai";
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";
import { readFileSync } from "node:fs";
import pino from "pino";
import { createApp } from "../../../src/bridge/api/app.ts";
import { forgetNonces } from "../../../src/bridge/api/signed.ts";
import { createFeed, type Feed } from "../../../src/bridge/notices/feed.ts";
import { writeNotice } from "../../../src/bridge/notices/write.ts";
import { heard } from "../../../src/bridge/presence.ts";
import { termsMessage } from "../../../src/bridge/capacity/decide.ts";
import { canonicalJson } from "../../../src/protocol/canonicalJson.ts";
import { sha256 } from "../../../src/protocol/evm.ts";
import { NO_ADDRESS } from "../../../src/protocol/hex.ts";
import type { PoolView } from "../../../src/bridge/api/poolView.ts";
import type { AddressInfo } from "node:net";
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
  let feed: Feed;
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
    feed = createFeed(yard.db, (error) => {
      throw error;
    });
    const context = {
      ...{ db: yard.db, farm: yard.farm, operator: yard.operator, feed, listeningSince: NOW - 3600n },
      ...{ now: () => now, chainAge: () => Promise.resolve(age), metricsToken: "a secret token" },
      endpoints: { states: () => [{ name: "https://rpc.example", head: 100n, trouble: undefined }] },
    };
    app = await createApp(context, { logger, perMinute: 100 });
  });
  afterEach(async () => {
    feed.stop();
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

  describe("shows a pool to its owner", () => {
    it("as it stands now, with what draws of it", async () => {
      const view: ReservationView = (await create()).json();
      for (const tid of [1, 2]) await sign(view, "provision", tid);
      const pool = (await send(ask("/v1/pools/5", 1))).json<PoolView>();
      expect(pool).to.deep.include({ pool_id: 5, state: "active", confirmations: 89, is_provisional: false });
      expect(pool).to.deep.include({ drawn: { cu: 500, su: 5 }, reported: { cu: 0, su: 0 }, seconds_left: 1_728_000 });
      expect(pool.left).to.deep.equal({ cu: "864000000", su: "864000000" });
      const running = { id: view.workloads[0]?.id ?? `${String(view.id).padStart(8, "0")}00000001`, node_id: 7 };
      expect(pool.workloads).to.deep.equal([{ ...running, category: "containers", cu: 500, su: 5, halt: "" }]);
    });
    it("and to nobody else", async () => {
      expect(told(await send(ask("/v1/pools/5", 2))).code).to.equal("NoSuchPool");
      expect(told(await send(ask("/v1/pools/6", 1))).code).to.equal("NoSuchPool");
      expect(told(await send({ url: "/v1/pools/5" })).code).to.equal("NotAuthenticated");
      expect(told(await send(ask("/v1/pools/5/events", 2))).code).to.equal("NoSuchPool");
    });
    it("with what happens to it, as it happens, and from where the listener left off", async () => {
      await app.listen({ host: "127.0.0.1", port: 0 });
      await writeNotice(yard.db, 5n, "time-left", { seconds_left: 3600, warning: 3600 }, NOW);
      await writeNotice(yard.db, 6n, "time-left", { seconds_left: 1, warning: 3600 }, NOW);
      const address = app.server.address() as AddressInfo;
      const authority = `127.0.0.1:${address.port}`;
      const target = "/v1/pools/5/events?after=0";
      const parameters = { keyId: "threebot:1", created: now, nonce: "nonce-of-the-stream" };
      const request = { method: "GET", authority, target, body: new Uint8Array() };
      const headers = signRequest(request, keyNamed("threebot 1"), parameters);
      const stop = new AbortController();
      const answer = await fetch(`http://${authority}${target}`, { headers: { ...headers }, signal: stop.signal });
      expect(answer.headers.get("content-type")).to.equal("text/event-stream");
      let text = "";
      for await (const chunk of answer.body ?? []) {
        text += Buffer.from(chunk as Uint8Array).toString();
        if (text.includes("data:")) break;
      }
      stop.abort();
      expect(text).to.contain(`id: 1\nevent: time-left\ndata: {"seq":1,"pool_id":5,"kind":"time-left",`);
    });
  });

  it("takes signatures over the terms of a reservation of capacity", async () => {
    const signing_request = canonicalJson({ quorum_min: 2, signers: [1, 2, 3] });
    const signing_request_hash = sha256(Buffer.from(signing_request));
    await yard.addPool(9n, { state: "requested", deadline: NOW + 60n, signing_request_hash });
    const pool = await yard.db.selectFrom("pool").selectAll().where("pool_id", "=", 9n).executeTakeFirstOrThrow();
    const hand = (tid: number, changes: object = {}): Promise<LightMyRequestResponse> => {
      const message = termsMessage(pool, yard.farm.domain, 1n, BigInt(tid));
      const signature = Buffer.from(keyNamed(`threebot ${tid}`).sign(message)).toString("hex");
      return post("/v1/capacity/9/sign", { signing_request, tid, signature, ...changes });
    };
    expect((await hand(2)).json()).to.deep.include({ reached: false, signed: [2], missing: [1, 3] });
    expect((await hand(2)).json()).to.deep.include({ reached: false, signed: [2] });
    expect(told(await hand(4)).code).to.equal("NotListed");
    expect(told(await hand(3, { tid: 1 })).code).to.equal("BadSignature");
    const lower = canonicalJson({ quorum_min: 1, signers: [1, 2, 3] });
    expect(told(await hand(3, { signing_request: lower })).code).to.equal("WrongSigningRequest");
    expect((await hand(3)).json()).to.deep.include({ reached: true, signed: [2, 3] });
    await yard.changePool(9n, { state: "payable" });
    expect(told(await hand(1)).code).to.equal("NotSignable");
    expect(
      told(await post("/v1/capacity/8/sign", { signing_request, tid: 1, signature: "0".repeat(128) })).code,
    ).to.equal("NoSuchPool");
  });

  it("signs an offer for who asks, and for nobody who does not sign", async () => {
    await heard(yard.db, 7n, "http://127.0.0.1:1", NOW);
    const price = { token_index: 1n, slot: 1n, cu_price: 518_400n, su_price: 518_400n };
    await yard.db
      .insertInto("price")
      .values({ token: NO_ADDRESS, ...price })
      .execute();
    const body = { cus: "3600", sus: "0", node_ids: [7], cu_cap: 1000, su_cap: 0, token: NO_ADDRESS };
    const asked = (changes: object = {}): Promise<LightMyRequestResponse> => {
      const payload = JSON.stringify({ ...body, ...changes });
      const request = { method: "POST", authority: "bridge.example", target: "/v1/offers", body: Buffer.from(payload) };
      const parameters = { keyId: "threebot:3", created: now, nonce: `nonce-${String(nonce++).padStart(16, "0")}` };
      const signed = signRequest(request, keyNamed("threebot 3"), parameters);
      const headers = { ...signed, host: request.authority, "content-type": "application/json" };
      return send({ method: "POST", url: request.target, headers, payload });
    };
    expect(told(await asked({ node_ids: [8, 7] })).code).to.equal("BadOffer");
    expect(told(await asked({ cus: "0" })).code).to.equal("BadOffer");
    const given = await asked();
    expect(given.statusCode).to.equal(201);
    expect(given.json<{ offer: object }>().offer).to.include({ customerTid: "3", cuAmount: "720", poolId: "0" });
    expect(told(await asked()).code).to.equal("OfferOpen");
    expect(told(await post("/v1/offers", body)).code).to.equal("NotAuthenticated");
  });

  it("shows its metrics to who has the token", async () => {
    await create();
    const signed: ReservationView = (await create()).json();
    for (const tid of [1, 2]) await sign(signed, "provision", tid);
    await yard.db
      .updateTable("reporting")
      .set({ failing_since: NOW - 60n, trouble: "no gas" })
      .execute();
    expect((await send({ url: "/metrics" })).statusCode).to.equal(404);
    const wrong = { authorization: "Bearer another token" };
    expect((await send({ url: "/metrics", headers: wrong })).statusCode).to.equal(404);
    const right = { authorization: "Bearer a secret token" };
    const text = (await send({ url: "/metrics", headers: right })).body;
    expect(text).to.contain('granary_reservations{state="sign"} 1');
    expect(text).to.contain('granary_pools{state="active"} 1');
    expect(text).to.contain("granary_reports_failing_seconds 60");
    expect(text).to.contain('granary_endpoint_head{endpoint="https://rpc.example"} 100');
    expect(text).to.contain('granary_http_seconds_count{route="/v1/reservations",status="201"} 2');
    expect(text).to.contain('granary_workloads{state="drawing or over"} 1');
    for (const file of ["deploy/prometheus/alerts.yml", "deploy/grafana/bridge.json"]) {
      const names = readFileSync(file, "utf8").matchAll(/granary_[a-z]\w+/g);
      for (const [name] of names) expect(text, file).to.contain(`# HELP ${name.replace(/_(count|bucket)$/, "")} `);
    }
    await yard.db.updateTable("reservation").set({ next_action: "pay" }).execute();
    expect((await send({ url: "/metrics", headers: right })).body).to.not.contain('granary_reservations{state="sign"}');
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
