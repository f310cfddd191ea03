import { ZeroAddress } from "ethers";
import type { Chain } from "../../contracts/differential/chain.ts";
import type { Observation } from "../../contracts/differential/observation.ts";
import { rowsOf } from "./comparePools.ts";
import { idOf, text, view, word } from "./observe.ts";
import type { Row, Store } from "./store.ts";

/** Identities, farms, nodes, prices, shares, income, what is owed, nonces: and how many of them there are. */
export function compareRest(chain: Chain, store: Store): Observation[] {
  const rows = (type: string): readonly Row[] => rowsOf(store, type);
  return [
    ...rows("Threebot").flatMap((row) => threebotViews(chain, row)),
    ...rows("Farm").flatMap((row) => farmViews(chain, store, row)),
    ...rows("Node").map((row) => nodeView(chain, row)),
    ...rows("Price").map((row) => priceView(chain, store, row)),
    ...rows("Payee").map((row) => shareView(chain, store, row)),
    ...rows("FarmCredit").map((row) => creditView(chain, row)),
    ...rows("PayeeWithdrawal").map((row) => withdrawalView(chain, store, row)),
    ...rows("Owed").map((row) => owedView(chain, row)),
    ...rows("StandingOrder").map((row) => orderView(chain, row)),
    ...rows("NonceWord").flatMap((row) => nonceViews(chain, row)),
    ...counts(chain, store),
  ];
}

function registry(chain: Chain, what: string, name: string, args: readonly unknown[], expected: object): Observation {
  return view(what, chain.registry, chain.faces.registry, name, args, expected as Record<string, unknown>);
}

function pools(chain: Chain, what: string, name: string, args: readonly unknown[], value: unknown): Observation {
  return word(what, chain.pools, chain.faces.pools, name, args, value);
}

function threebotViews(chain: Chain, row: Row): Observation[] {
  const id = text(row, "id");
  const { owner, pendingOwner, key } = row;
  return [
    registry(chain, `threebot ${id}`, "threebot", [id], { owner, pendingOwner: pendingOwner ?? ZeroAddress, key }),
    pools(chain, `epoch of ${id}`, "epochOf", [id], row["epoch"]),
  ];
}

function farmViews(chain: Chain, store: Store, row: Row): Observation[] {
  const id = text(row, "id");
  const listed = rowsOf(store, "Price").filter((price) => idOf(price, "farm") === id && price["listed"] === true);
  const bySlot = [...listed].sort((one, other) => Number(one["slot"]) - Number(other["slot"]));
  const tokens = bySlot.map((price) => idOf(price, "currency") ?? "");
  const read = (answer: string): string[] => [
    String(chain.faces.registry.decodeFunctionResult("listedTokens", answer)[0]).toLowerCase(),
  ];
  const call = chain.faces.registry.encodeFunctionData("listedTokens", [id]);
  return [
    registry(chain, `farm ${id}`, "farm", [id], {
      owner: row["owner"],
      pendingOwner: row["pendingOwner"] ?? ZeroAddress,
      tid: idOf(row, "threebot"),
      signerEpoch: row["signerEpoch"],
      operator: row["operator"],
      version: row["termsVersion"],
      upfrontBps: row["upfrontBps"],
      minOfferBps: row["minOfferBps"],
      noticeDays: row["noticeDays"],
      shareTable: row["shareTable"],
      announcedShares: row["announcedShares"] ?? `0x${"00".repeat(32)}`,
      sharesApplicableFrom: row["sharesApplicableFrom"],
    }),
    { what: `price list of farm ${id}`, target: chain.registry, call, read, expected: [tokens.join(",")] },
  ];
}

function nodeView(chain: Chain, row: Row): Observation {
  const id = text(row, "id");
  const expected = {
    farmId: idOf(row, "farm"),
    contributorTid: idOf(row, "contributor"),
    retired: row["retired"],
    key: row["key"],
  };
  return registry(chain, `node ${id}`, "node", [id], expected);
}

function priceView(chain: Chain, store: Store, row: Row): Observation {
  const [farm, token] = [idOf(row, "farm"), idOf(row, "currency")];
  const version = rowsOf(store, "Farm").find(({ id }) => id === farm)?.["termsVersion"];
  const { slot, index, listed, cuPrice, suPrice } = row;
  // Of a token that is not listed the price does not count.
  const expected = { slot, tokenIndex: index, ...(listed === true && { cuPrice, suPrice }) };
  return registry(chain, `price ${text(row, "id")}`, "priceAt", [farm, token, version], expected);
}

function shareView(chain: Chain, store: Store, row: Row): Observation {
  const table = rowsOf(store, "ShareTable").find(({ id }) => id === idOf(row, "table"));
  if (table === undefined) throw new Error(`payee ${text(row, "id")} is of no table`);
  const args = [idOf(table, "farm"), table["number"], row["payee"]];
  return word(`share ${text(row, "id")}`, chain.registry, chain.faces.registry, "shareOf", args, row["bps"]);
}

function creditView(chain: Chain, row: Row): Observation {
  const args = [idOf(row, "farm"), row["table"], idOf(row, "currency")];
  return pools(chain, `credit ${text(row, "id")}`, "creditOf", args, row["released"]);
}

function withdrawalView(chain: Chain, store: Store, row: Row): Observation {
  const credit = rowsOf(store, "FarmCredit").find(({ id }) => id === idOf(row, "credit"));
  if (credit === undefined) throw new Error(`withdrawal ${text(row, "id")} is of no credit`);
  const args = [idOf(credit, "farm"), credit["table"], idOf(credit, "currency"), row["payee"]];
  return pools(chain, `withdrawal ${text(row, "id")}`, "withdrawnOf", args, row["amount"]);
}

function owedView(chain: Chain, row: Row): Observation {
  const { holder, token, account, amount } = row;
  const [what, args] = [`owed ${text(row, "id")}`, [token, account]];
  // Doors has the same view.
  return { ...pools(chain, what, "owedOf", args, amount), ...(holder === "DOORS" && { target: chain.doors }) };
}

function orderView(chain: Chain, row: Row): Observation {
  const { maker, cus, sus, maxCuCost, maxSuCost, whenSecondsLeft, minInterval, maxTotal, spent, until, lastRun } = row;
  const terms = {
    maker,
    cus,
    sus,
    maxCuCost,
    maxSuCost,
    whenSecondsLeft,
    minInterval,
    maxTotal,
    spent,
    until,
    lastRun,
  };
  const id = text(row, "id");
  return view(`order for ${id}`, chain.orders, chain.faces.orders, "orderOf", [id], terms);
}

/** All that are used, and one that is not. */
function nonceViews(chain: Chain, row: Row): Observation[] {
  const used = BigInt(text(row, "used"));
  const first = BigInt(text(row, "word")) * 256n;
  const bits = Array.from({ length: 256 }, (_, bit) => BigInt(bit));
  const isUsed = (bit: bigint): boolean => ((used >> bit) & 1n) === 1n;
  const free = bits.find((bit) => !isUsed(bit));
  return [...bits.filter(isUsed), ...(free === undefined ? [] : [free])].map((bit) =>
    pools(chain, `nonce ${first + bit}`, "nonceUsed", [row["signer"], first + bit], isUsed(bit)),
  );
}

function counts(chain: Chain, store: Store): Observation[] {
  const count = (type: string): number => rowsOf(store, type).length;
  const ofRegistry = (name: string, value: number): Observation =>
    word(name, chain.registry, chain.faces.registry, name, [], value);
  const bought = rowsOf(store, "Pool").filter((pool) => pool["reservation"] === null).length;
  return [
    ofRegistry("threebotCount", count("Threebot")),
    ofRegistry("farmCount", count("Farm")),
    ofRegistry("nodeCount", count("Node")),
    pools(chain, "lastId", "lastId", [], count("Reservation") + bought),
  ];
}
