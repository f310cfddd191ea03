import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import type { Database as Server } from "../../scripts/stack/database.ts";
import { until } from "../../scripts/stack/until.ts";
import { openDatabase } from "../../src/bridge/db/database.ts";
import { migrate } from "../../src/bridge/db/migrate.ts";
import { NO_ADDRESS, NO_HASH } from "../../src/protocol/hex.ts";
import { unixNow } from "./farm.ts";
import { Market } from "../../test/bridge/support/market.ts";

const POOLS = 100_000;
const WORKLOADS_EACH = 10;
const WATCHED_SECONDS = 40;

/** The most memory of a bridge that knows many pools, all of which draw, in MiB. */
export async function measureMemory(server: Server, say: (what: string) => void): Promise<number | undefined> {
  const url = await server.open("memory");
  const db = openDatabase(url, { onIdleError: () => {} });
  await migrate(db);
  const now = unixNow();
  say(`Filling a database with ${POOLS} pools and ${POOLS * WORKLOADS_EACH} workloads`);
  await sql`
    insert into pool select id, 'active', 2, 1, 1, 1, 0, 10000, 10000, '{}', '{}', ${NO_ADDRESS}, ${NO_HASH}, ${NO_HASH}, 0,
      '0x', 0, ${now + 86_400n}, ${NO_ADDRESS}, 4000000000000, 4000000000000, 5000, 50, ${now}, ${now}, false, 0, 1, 1, 0, 1
    from generate_series(1000001, ${1_000_000 + POOLS}) as id
  `.execute(db);
  await sql`
    insert into reservation select pool_id, '', md5(pool_id::text), pool_id, 2, '', 'deploy', '', ${now}, ${now}, 0, 1, '', ${now},
      null, null, '', 1, ${now} from pool where pool_id > 1000000
  `.execute(db);
  await sql`
    insert into workload select pool_id, workload_id, pool_id, 1, 'containers', 500, 5, 1, 2, 1, 0, true, ${now}, '', 0, 1, '', '',
      ${now} from pool, generate_series(1, ${WORKLOADS_EACH}) as workload_id where pool_id > 1000000
  `.execute(db);
  await sql`insert into pool_draw select pool_id, 5000, 50, null, null, null from pool where pool_id > 1000000`.execute(
    db,
  );
  await sql`analyze`.execute(db);
  await db.destroy();
  say(`Watching its bridge for ${WATCHED_SECONDS} s`);
  const market = await Market.open(url);
  const beats = setInterval(() => void market.heartbeat("http://127.0.0.1:1"), 10_000);
  try {
    await until("the bridge knows the node", 30_000, () => market.heartbeat("http://127.0.0.1:1"));
    await sleep(WATCHED_SECONDS * 1000);
    return peakOf(market.pid);
  } finally {
    clearInterval(beats);
    await market.close();
  }
}

/** Linux says it; elsewhere nothing is measured. */
function peakOf(pid: number): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
  } catch {
    return undefined;
  }
}
