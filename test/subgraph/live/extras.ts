import { ZeroAddress, ZeroHash } from "ethers";
import { ACCOUNTS } from "../../model/acts/cast.ts";
import { rowsOf } from "./comparePools.ts";
import type { Grid } from "./grid.ts";
import { idOf, text } from "./observe.ts";
import type { Row, Store } from "./store.ts";

const MUCH = 2n ** 100n;
const SOME = 1_000_000n;

/** How many acts of each kind were done. */
export interface Done {
  orders: number;
  runs: number;
  sweeps: number;
}

/**
 * What the model has no acts for: standing orders, and deposits that come to reservations in every state. Who does it
 * knows the market from the subgraph alone.
 */
export async function doExtras(grid: Grid, store: Store): Promise<Done> {
  const done = { orders: 0, runs: 0, sweeps: 0 };
  for (const pool of rowsOf(store, "Pool")) {
    if (pool["state"] !== "ACTIVE") continue;
    if (await order(grid, store, pool)) done.orders++;
    if (await grid.send("mallory", grid.chain.orders, await grid.encode("Orders", "execute", [pool["id"]])))
      done.runs++;
  }
  for (const reservation of rowsOf(store, "Reservation")) {
    if (reservation["target"] === null && (await deposit(grid, reservation))) done.sweeps++;
  }
  return done;
}

async function order(grid: Grid, store: Store, pool: Row): Promise<boolean> {
  const owner = rowsOf(store, "Threebot").find(({ id }) => id === idOf(pool, "threebot"))?.["owner"];
  const name = ACCOUNTS.find((account) => grid.chain.addressOf(account).toLowerCase() === owner);
  const token = idOf(pool, "currency") ?? "";
  if (name === undefined || token === ZeroAddress) return false;
  const { token: erc20 } = grid.chain.faces;
  await grid.send(name, token, erc20.encodeFunctionData("approve", [grid.chain.orders, MUCH]));
  const terms = [pool["id"], 3_600, 3_600, MUCH, MUCH, 2 ** 31, 60, MUCH, 2 ** 32 - 2];
  return grid.send(name, grid.chain.orders, await grid.encode("Orders", "standingOrder", terms));
}

/** A plain transfer to the address that the subgraph names, and a stranger who sweeps it. */
async function deposit(grid: Grid, reservation: Row): Promise<boolean> {
  const [token] = reservation["currencies"] as string[];
  if (token === undefined || token === ZeroAddress) return false;
  const { token: erc20 } = grid.chain.faces;
  await grid.send("mallory", token, erc20.encodeFunctionData("mint", [reservation["deposit"], SOME]));
  const terms = [
    idOf(reservation, "farm"),
    reservation["termsVersion"],
    reservation["cus"],
    reservation["sus"],
    reservation["nodeIds"],
    reservation["currencies"],
    reservation["cuCap"],
    reservation["suCap"],
    reservation["refundTo"] ?? ZeroAddress,
    reservation["signingRequestHash"] ?? ZeroHash,
  ];
  const args = [text(reservation, "id"), idOf(reservation, "threebot"), terms, token];
  return grid.send("mallory", grid.chain.doors, await grid.encode("Doors", "sweep", args));
}
