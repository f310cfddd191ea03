import { Kysely, PostgresDialect } from "kysely";
import { viewOf } from "../../src/bridge/api/views.ts";
import { readPosition } from "../../src/bridge/chain/position.ts";
import { openPool } from "../../src/bridge/db/database.ts";
import type { Tables } from "../../src/bridge/db/tables.ts";
import { createReservation, raiseNumbers } from "../../src/bridge/reservations/create.ts";
import { signReservation } from "../../src/bridge/reservations/sign.ts";
import { ACTION, actionOver, signedMessage } from "../../src/protocol/message.ts";
import { FARM, FIRST_NODE, keyOf, NODES, newDocument, unixNow } from "./farm.ts";

const POOL = 77;
const NODE = `\\set node random(${FIRST_NODE}, ${FIRST_NODE + NODES - 1})`;

/**
 * The statements of one deployment as a script for pgbench, in the order in which the bridge sends them, with their values
 * in them. The reservation's number and pool are drawn anew each time, so that rows and locks are as various.
 */
export async function recordDeployment(url: string): Promise<string> {
  const statements: string[] = [];
  const pool = openPool(url, { onIdleError: () => {} });
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => {
      statements.push(withValues(query.sql, query.parameters));
    },
  });
  // A number that is nobody else's: where it stands in a statement, it is the reservation's.
  await raiseNumbers(db, unixNow());
  statements.length = 0;
  const { json, signature } = newDocument(POOL, FIRST_NODE);
  const bytes = Buffer.from(json);
  await readPosition(db);
  const made = await createReservation(db, FARM, bytes, Buffer.from(signature, "hex"), unixNow());
  await viewOf(db, made);
  for (const tid of [1, 2]) {
    await readPosition(db);
    const fields = { action: ACTION.provision, subject: made.id, tid: BigInt(tid), epoch: 1n };
    const signed = keyOf(tid).sign(signedMessage(FARM.domain, actionOver(bytes, fields)));
    const handedIn = { action: "provision", tid, epoch: 1n, signature: signed } as const;
    const { reservation } = await signReservation(db, FARM, made.id, handedIn, unixNow());
    if (tid === 2 && reservation.next_action !== "deploy") throw new Error(`not deployed: ${reservation.reason}`);
    await viewOf(db, reservation);
  }
  await db.destroy();
  const id = String(made.id);
  const script = statements.map((statement) =>
    statement
      .replaceAll("nextval('reservation_id')", ":id")
      .replaceAll(made.json_sha256, "' || md5(:id::text) || '")
      .replace(new RegExp(`\\b${id}\\b`, "g"), ":id")
      .replace(new RegExp(`\\b${FIRST_NODE}\\b`, "g"), ":node")
      .replace(new RegExp(`(pool_id" = |values \\()${POOL}\\b`, "g"), "$1:pool")
      .replace(/\s+/g, " "),
  );
  return ["\\set id random(1, 4000000000)", "\\set pool random(1, 100)", NODE, ...script.map((one) => `${one};`)].join(
    "\n",
  );
}

function withValues(text: string, values: readonly unknown[]): string {
  return text.replace(/\$(\d+)/g, (_, at: string) => literal(values[Number(at) - 1]));
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "bigint" || typeof value === "number") return String(value);
  if (typeof value === "boolean") return String(value);
  if (Buffer.isBuffer(value)) return `'\\x${value.toString("hex")}'::bytea`;
  if (Array.isArray(value)) return value.length === 0 ? "'{}'" : `array[${value.join(",")}]`;
  if (typeof value !== "string") throw new Error(`a value of another kind: ${typeof value}`);
  // pgbench takes a colon and a name for a variable of its own.
  const text = value.replaceAll("\\", "\\\\").replaceAll("'", "''").replaceAll(":", "\\x3a");
  return `E'${text}'`;
}
