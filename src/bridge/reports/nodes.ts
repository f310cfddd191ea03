import { Interface } from "ethers";
import type { Hex } from "../../protocol/hex.ts";
import type { Call } from "../chain/sender.ts";
import type { Connection } from "../db/database.ts";
import type { Farm } from "../farm.ts";
import { presenceOf } from "../presence.ts";

const REGISTRY = new Interface(["function reportNodes(uint32 farmId, uint32[] down, uint32[] up)"]);
/** A report names no more than this; the next takes the rest. */
const MOST_NODES = 100;
const PURPOSE = "report of nodes";

/** The nodes of which the chain says something else than what is heard of them, as a transaction. */
export async function nextNodeReport(
  db: Connection,
  farm: Farm,
  registry: Hex,
  now: bigint,
  listeningSince: bigint,
  isResting: (purpose: string) => boolean,
): Promise<Call | undefined> {
  if (isResting(PURPOSE)) return undefined;
  const nodes = await db
    .selectFrom("node")
    .select(["node_id", "is_down"])
    .where("retired", "=", false)
    .orderBy("node_id")
    .execute();
  const presence = await presenceOf(db, now, listeningSince);
  const told = (isDown: boolean, wanted: string): bigint[] =>
    nodes
      .filter((node) => node.is_down !== isDown && presence(node.node_id) === wanted)
      .map(({ node_id }) => node_id)
      .slice(0, MOST_NODES);
  const down = told(true, "silent");
  const up = told(false, "up");
  if (down.length + up.length === 0) return undefined;
  const data = REGISTRY.encodeFunctionData("reportNodes", [farm.farmId, down, up]) as Hex;
  return { purpose: PURPOSE, to: registry, data };
}
