import { log } from "@graphprotocol/graph-ts";

/**
 * The contracts never name what they did not make before. If one is missing, this subgraph began too late or reads other
 * contracts: going on would make every number wrong, so indexing stops with this message.
 */
export function missing(kind: string, id: string): void {
  log.critical(
    "There is no {} {}: the subgraph's start block is too late, or its addresses are of another deployment",
    [kind, id],
  );
}
