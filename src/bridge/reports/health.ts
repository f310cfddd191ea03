import type { Connection } from "../db/database.ts";
import type { Sent } from "../chain/sender.ts";
import { REPORT } from "./call.ts";

/** A transaction that waits longer has not got through. */
const PATIENCE = 120n;
/** What passes sooner is no trouble. */
const LEAST_SECONDS = 30n;

/** Do reports reach the chain? Every process of the bridge asks the database; the leader knows. */
export async function isReporting(db: Connection, now: bigint): Promise<boolean> {
  return (await reportingTrouble(db, now)) === undefined;
}

/** @returns why the chain does not hear of draws, or undefined */
export async function reportingTrouble(db: Connection, now: bigint): Promise<string | undefined> {
  const row = await db.selectFrom("reporting").selectAll().executeTakeFirst();
  const isFailing = row !== undefined && row.failing_since !== null && now >= row.failing_since + LEAST_SECONDS;
  return isFailing ? row.trouble : undefined;
}

/**
 * Keeps what the last step of the sender says of it.
 *
 * @param isResting were reports refused a moment ago, and are not tried now?
 */
export async function keepReporting(db: Connection, sent: Sent, now: bigint, isResting: boolean): Promise<void> {
  const trouble = isResting && sent.kind === "idle" ? undefined : troubleOf(sent, now);
  if (trouble === undefined) return;
  const isFine = trouble === "";
  const change = db.updateTable("reporting").set({ failing_since: isFine ? null : now, trouble });
  await change.where("failing_since", isFine ? "is not" : "is", null).execute();
}

/** Empty = it works; undefined = this step does not tell. */
function troubleOf(sent: Sent, now: bigint): string | undefined {
  switch (sent.kind) {
    case "idle":
      return "";
    case "mined":
      return sent.purpose === REPORT && sent.isDone ? "" : undefined;
    case "out of money":
      return "the operator's account cannot pay for gas";
    case "unreachable":
      return `the chain cannot be reached: ${sent.trouble}`;
    case "waiting":
      return now > sent.since + PATIENCE ? "a transaction is not mined" : undefined;
    case "hopeless":
      return sent.purpose === REPORT ? `the contract refuses reports: ${sent.reason}` : undefined;
    case "bumped":
    case "sent":
      return undefined;
  }
}
