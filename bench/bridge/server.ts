// The API of a bridge in a process of its own, over the database that DATABASE_URL names. Its first line is its URL.

import process from "node:process";
import { Wallet } from "ethers";
import pino from "pino";
import { createApp } from "../../src/bridge/api/app.ts";
import { openDatabase } from "../../src/bridge/db/database.ts";
import { createFeed } from "../../src/bridge/notices/feed.ts";
import { FARM, unixNow } from "./farm.ts";

const db = openDatabase(process.env["DATABASE_URL"] ?? "", { onIdleError: () => {} });
const app = await createApp(
  {
    ...{ db, farm: FARM, operator: new Wallet(`0x${"0b".repeat(32)}`), now: unixNow, listeningSince: 0n },
    ...{ feed: createFeed(db, () => {}), endpoints: { states: () => [] }, metricsToken: undefined },
    chainAge: async () => {
      const row = await db.selectFrom("chain_block").select("timestamp").orderBy("number", "desc").executeTakeFirst();
      return row === undefined ? undefined : unixNow() - row.timestamp;
    },
  },
  { logger: pino({ level: "silent" }), perMinute: 1e9 },
);
console.log(await app.listen({ host: "127.0.0.1", port: 0 }));
// An orderly end, so that a profile (--cpu-prof) is written.
process.once("SIGTERM", () => process.exit());
