import { expect } from "chai";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createFeed } from "../../../src/bridge/notices/feed.ts";
import { lastNotice, type Notice, noticesAfter } from "../../../src/bridge/notices/read.ts";
import { createWebhook } from "../../../src/bridge/notices/webhook.ts";
import { writeNotice } from "../../../src/bridge/notices/write.ts";
import { verifyRequest } from "../../../src/protocol/httpSignature.ts";
import { Farmyard, NOW } from "../support/farmyard.ts";

describe("Notices of what happens to pools", () => {
  let yard: Farmyard;
  beforeEach(async () => {
    yard = await Farmyard.build();
  });
  afterEach(() => yard.db.destroy());

  const write = (pool: bigint, reason: string): Promise<void> =>
    writeNotice(yard.db, pool, "halted", { workload: "w", reason }, NOW);
  const reasons = (notices: readonly Notice[]): unknown[] => notices.map(({ data }) => data["reason"]);

  it("come in order, of the pools that were asked for", async () => {
    for (const reason of ["a", "b", "c"]) await write(reason === "b" ? 6n : 5n, reason);
    expect(reasons(await noticesAfter(yard.db, 0n))).to.deep.equal(["a", "b", "c"]);
    expect(reasons(await noticesAfter(yard.db, 0n, [5n]))).to.deep.equal(["a", "c"]);
    expect(reasons(await noticesAfter(yard.db, (await lastNotice(yard.db)) - 1n))).to.deep.equal(["c"]);
  });

  it("wait for those that began before: who reads on misses none", async () => {
    let finish = (): void => {};
    const held = new Promise<void>((resolve) => (finish = resolve));
    let written = (): void => {};
    const first = new Promise<void>((resolve) => (written = resolve));
    const slow = yard.db.transaction().execute(async (transaction) => {
      await writeNotice(transaction, 5n, "halted", { reason: "slow" }, NOW);
      written();
      await held;
    });
    await first;
    await write(5n, "quick");
    expect(reasons(await noticesAfter(yard.db, 0n))).to.deep.equal([]);
    finish();
    await slow;
    expect(reasons(await noticesAfter(yard.db, 0n))).to.deep.equal(["slow", "quick"]);
  });

  it("reach each listener of a pool once, from where it left off", async () => {
    const errors: unknown[] = [];
    const feed = createFeed(yard.db, (error) => errors.push(error));
    await write(5n, "before");
    const from = await lastNotice(yard.db);
    const heard: string[] = [];
    const all = new Promise<void>((resolve) => {
      const note =
        (who: string) =>
        (notice: Notice): void => {
          heard.push(`${who} ${String(notice.data["reason"])}`);
          if (heard.length === 4) resolve();
        };
      feed.listen({ poolId: 5n, after: from, hear: note("new"), end: () => heard.push("end") });
      feed.listen({ poolId: 5n, after: 0n, hear: note("old"), end: () => heard.push("end") });
      feed.listen({ poolId: 6n, after: 0n, hear: note("other"), end: () => heard.push("end") });
    });
    await write(5n, "after");
    await write(6n, "elsewhere");
    await all;
    feed.stop();
    expect(heard.toSorted()).to.deep.equal([
      "end",
      "end",
      "end",
      "new after",
      "old after",
      "old before",
      "other elsewhere",
    ]);
    expect(errors).to.deep.equal([]);
  });

  it("reach who listens to a busy pool, although another listens to one where nothing happens", async () => {
    const feed = createFeed(yard.db, () => {});
    const many = 1_200;
    let heard = 0;
    const all = new Promise<void>((resolve) => {
      feed.listen({ poolId: 9n, after: 0n, hear: () => {}, end: () => {} });
      feed.listen({ poolId: 5n, after: 0n, hear: () => void (++heard === many && resolve()), end: () => {} });
    });
    for (let at = 0; at < many; at++) await write(5n, String(at));
    await all;
    feed.stop();
    expect(heard).to.equal(many);
  });

  it("reach ten listeners of one pool at most", () => {
    const feed = createFeed(yard.db, () => {});
    const listen = (poolId: bigint) => feed.listen({ poolId, after: 0n, hear: () => {}, end: () => {} });
    for (let at = 0; at < 10; at++) expect(listen(5n)).to.not.equal(undefined);
    expect(listen(5n)).to.equal(undefined);
    expect(listen(6n)).to.not.equal(undefined);
    feed.stop();
  });

  describe("by webhook", () => {
    let server: Server;
    let taken: { readonly body: Buffer; readonly headers: IncomingHttpHeaders }[];
    let status: number;
    beforeEach(async () => {
      taken = [];
      status = 200;
      server = createServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on("data", (chunk: Buffer) => chunks.push(chunk));
        request.on("end", () => {
          taken.push({ body: Buffer.concat(chunks), headers: request.headers });
          response.writeHead(status).end();
        });
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    });
    afterEach(() => new Promise((resolve) => server.close(resolve)));

    it("go out signed by the farm, in order, until they are taken, and not those from before it was set up", async () => {
      await write(5n, "before");
      const { port } = server.address() as AddressInfo;
      const webhook = createWebhook(yard.db, yard.farm, `http://127.0.0.1:${port}/hook?a=1`, () => NOW);
      expect(await webhook.step()).to.equal(0);
      await write(5n, "one");
      await write(6n, "two");
      status = 500;
      const failed = await webhook.step().catch((error: Error) => error.message);
      expect(failed).to.equal("The webhook answered 500.");
      status = 204;
      expect(await webhook.step()).to.equal(2);
      expect(await webhook.step()).to.equal(0);
      expect(taken).to.have.length(2);
      for (const { body, headers } of taken) {
        const request = { method: "POST", authority: `127.0.0.1:${port}`, target: "/hook?a=1", body };
        const signed = verifyRequest(request, headers, () => yard.farm.key.publicKey, NOW);
        expect(typeof signed).to.equal("object");
        const { farm_id, notices } = JSON.parse(body.toString()) as { farm_id: number; notices: { reason: string }[] };
        expect([farm_id, notices.map(({ reason }) => reason)]).to.deep.equal([1, ["one", "two"]]);
      }
    });
  });
});
