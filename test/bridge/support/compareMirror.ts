import type { Result } from "ethers";
import { unpackClock } from "../../../src/protocol/words.ts";
import type { Database } from "../../../src/bridge/db/database.ts";
import type { PoolRow, PoolState } from "../../../src/bridge/db/tables.ts";
import type { TestChain } from "./testChain.ts";

const STATES: readonly (PoolState | undefined)[] = [
  undefined,
  "requested",
  "payable",
  "rejected",
  "cancelled",
  "active",
  "closed",
  "evicted",
];

/** Where the mirror of a farm says something else than the contracts, asked at the same block. */
export async function differences(test: TestChain, db: Database, farmId: bigint): Promise<string[]> {
  return [
    ...(await threebots(test, db)),
    ...(await farm(test, db, farmId)),
    ...(await nodes(test, db, farmId)),
    ...(await pools(test, db, farmId)),
  ];
}

async function threebots(test: TestChain, db: Database): Promise<string[]> {
  const found: string[] = [];
  const [count] = (await test.view("Registry", "threebotCount")) as [bigint];
  for (let tid = 1n; tid <= count; tid++) {
    const [view] = (await test.view("Registry", "threebot", tid)) as [Result];
    const row = await db.selectFrom("threebot").selectAll().where("tid", "=", tid).executeTakeFirst();
    const key = await db
      .selectFrom("threebot_key")
      .select("key")
      .where("tid", "=", tid)
      .orderBy("since_block", "desc")
      .orderBy("since_log", "desc")
      .executeTakeFirst();
    compare(found, `threebot ${tid}`, [row?.owner, key?.key], [lower(view["owner"]), view["key"]]);
  }
  return found;
}

async function farm(test: TestChain, db: Database, farmId: bigint): Promise<string[]> {
  const found: string[] = [];
  const [view] = (await test.view("Registry", "farm", farmId)) as [Result];
  const row = await db.selectFrom("farm").selectAll().where("farm_id", "=", farmId).executeTakeFirst();
  if (BigInt(view["version"] as bigint) === 0n) return row === undefined ? [] : ["a farm that is not there"];
  compare(
    found,
    "farm",
    [
      row?.owner,
      row?.operator,
      row?.tid,
      row?.signer_epoch,
      row?.version,
      row?.upfront_bps,
      row?.notice_days,
      row?.min_offer_bps,
    ],
    [
      lower(view["owner"]),
      lower(view["operator"]),
      view["tid"],
      view["signerEpoch"],
      view["version"],
      view["upfrontBps"],
      view["noticeDays"],
      view["minOfferBps"],
    ],
  );
  const listed = (await test.view("Registry", "listedTokens", farmId)) as [Result];
  const rows = await db.selectFrom("price").selectAll().where("slot", ">", 0n).orderBy("token").execute();
  const tokens = (listed[0].toArray() as string[]).map(lower).toSorted();
  compare(
    found,
    "tokens",
    rows.map(({ token }) => token),
    tokens,
  );
  for (const { token, token_index, slot, cu_price, su_price } of rows) {
    const [price] = (await test.view("Registry", "priceAt", farmId, token, view["version"])) as [Result];
    compare(
      found,
      token,
      [token_index, slot, cu_price, su_price],
      [price["tokenIndex"], price["slot"], price["cuPrice"], price["suPrice"]],
    );
  }
  return found;
}

async function nodes(test: TestChain, db: Database, farmId: bigint): Promise<string[]> {
  const found: string[] = [];
  const [count] = (await test.view("Registry", "nodeCount")) as [bigint];
  for (let id = 1n; id <= count; id++) {
    const [view] = (await test.view("Registry", "node", id)) as [Result];
    const row = await db.selectFrom("node").selectAll().where("node_id", "=", id).executeTakeFirst();
    const expected =
      BigInt(view["farmId"] as bigint) === farmId ? [view["key"], view["contributorTid"], view["retired"]] : [];
    compare(found, `node ${id}`, row === undefined ? [] : [row.key, row.contributor_tid, row.retired], expected);
  }
  return found;
}

async function pools(test: TestChain, db: Database, farmId: bigint): Promise<string[]> {
  const found: string[] = [];
  const rows = new Map((await db.selectFrom("pool").selectAll().execute()).map((row) => [row.pool_id, row]));
  const [last] = (await test.view("Pools", "lastId")) as [bigint];
  for (let id = 1n; id <= last; id++) {
    const [clock = 0n, , deal = 0n] = (await test.view("Pools", "slotsOf", id)) as bigint[];
    const row = rows.get(id);
    rows.delete(id);
    if ((await isRefill(test, id, deal)) || deal % 2n ** 32n !== farmId) {
      if (row !== undefined) found.push(`pool ${id} is none of this farm's`);
      continue;
    }
    compare(found, `pool ${id}`, row === undefined ? [] : rowOf(row), viewOf(clock, deal));
  }
  if (rows.size > 0) found.push(`${rows.size} pools that are not there`);
  return found;
}

/** One that waits for its payment, or got it. */
async function isRefill(test: TestChain, id: bigint, deal: bigint): Promise<boolean> {
  const state = (deal >> 224n) % 2n ** 8n;
  if (state !== 2n) return state === 8n;
  const [reservation] = (await test.view("Lens", "reservation", id)) as [Result];
  return (reservation["target"] as bigint) !== 0n;
}

function rowOf(row: PoolRow): unknown[] {
  const common = [row.state, row.tid, row.cu_cap, row.su_cap];
  if (row.state !== "active") return common;
  const { cu, su, cu_rate, su_rate, settled_at, last_reading, is_empty, upfront_bps } = row;
  return [...common, upfront_bps, cu, su, cu_rate, su_rate, settled_at, last_reading, is_empty];
}

function viewOf(word: bigint, deal: bigint): unknown[] {
  const field = (at: bigint, bits: bigint): bigint => (deal >> at) % 2n ** bits;
  const state = STATES[Number(field(224n, 8n))];
  const common = [state, field(32n, 40n), field(128n, 32n), field(160n, 32n)];
  if (state !== "active") return common;
  const { cu, su, cuRate, suRate, settledAt, lastReading, empty } = unpackClock(word);
  return [...common, field(96n, 16n), cu, su, cuRate, suRate, settledAt, lastReading, empty];
}

function compare(found: string[], what: string, mirror: unknown[], chain: unknown[]): void {
  const text = (values: unknown[]): string => values.map(String).join(" ");
  if (text(mirror) !== text(chain)) found.push(`${what}: mirror ${text(mirror)}, chain ${text(chain)}`);
}

function lower(address: unknown): string {
  return String(address).toLowerCase();
}
