import type { Chain } from "../stack/chain.ts";
import type { IndexedMarket, Skipped } from "./index-market.ts";
import type { Seeded } from "./seed/seed.ts";
import type { Wishes } from "./start.ts";

interface Facts {
  readonly wishes: Wishes;
  readonly chain: Chain;
  readonly seeded: Seeded;
  readonly pools: string;
  readonly registry: string;
  /** Does p-1 still wait for its payment? */
  readonly waits: boolean;
  readonly indexed: IndexedMarket | Skipped;
}

/** The line that begins with `Ready`, and ten that say where everything is. */
export function readyLines({ wishes, chain, seeded, pools, registry, waits, indexed }: Facts): string[] {
  const { directory } = wishes;
  const runs = !("skipped" in indexed);
  const kept =
    chain.kind === "anvil" ? `${directory}; begin anew: npm start -- --fresh` : "nothing: this chain lives in memory";
  return [
    "",
    "Ready. Ctrl-C stops it.",
    `  RPC         ${chain.url}   chain 31337`,
    `  Pools       ${pools}   the one address to pay`,
    `  Registry    ${registry}   all addresses: ${directory}/deployments/31337.json`,
    `  dollar      ${seeded.dollar}   LUSD, 6 decimals, anyone mints`,
    `  accounts    0, 2, 3 own farms 1, 2, 3; 1 is the customer, threebot 2, 1,000 LUSD: ${seeded.customer}; all unlocked`,
    `  to pay      ${toPay(seeded, waits)}`,
    `  GraphQL     ${runs ? indexed.url : `skipped: ${indexed.skipped}`}`,
    `  to ask      ${runs ? `curl ${indexed.url} -H 'content-type: application/json' -d '{"query":"{ farms { name cuFree prices { currency { symbol } cuPrice } } }"}'` : "-"}`,
    `  database    ${runs ? (indexed.databaseUrl ?? "in its container") : "-"}`,
    `  kept in     ${kept}`,
    ...(runs && indexed.openPorts.length > 0 ? openPorts(indexed.openPorts) : []),
  ];
}

function toPay({ payableUntil }: Seeded, waits: boolean): string {
  if (!waits) return "p-1 is paid, or no longer waits for it; a new one: npm start -- --fresh";
  const until = new Date(payableUntil * 1000);
  if (until.getTime() > Date.now()) return `p-1: 15 LUSD or 0.0075 coins, until ${until.toLocaleTimeString("en-GB")}`;
  return "p-1 was payable for an hour after the first start; a new one: npm start -- --fresh";
}

function openPorts(ports: readonly number[]): string[] {
  return [
    `Note: graph-node listens on all addresses of this machine (ports ${ports.join(", ")}), and this system lets nobody`,
    "but root shut it in. Whoever reaches them can read, and have it index, anything. See docs/local.md.",
  ];
}
