import type { TypedDataDomain } from "../../../protocol/evm.ts";
import type { Hex } from "../../../protocol/hex.ts";
import { isProven, nodeProofMessage } from "../../../protocol/proofs.ts";
import type { NodeRow } from "../../db/tables.ts";
import type { Book } from "./book.ts";
import type { Rules, Struct } from "./rules.ts";
import { textOf } from "./text.ts";

/** The farm's own nodes. */
export function nodeRules(domain: TypedDataDomain): Rules {
  const keyOf = (farmId: bigint, key: string, proof: string): Pick<NodeRow, "key" | "is_valid"> => ({
    key: key as Hex,
    is_valid: isProven(key as Hex, nodeProofMessage(domain, key as Hex, farmId), proof as Hex),
  });
  return {
    NodeAdded: (
      book,
      _event,
      [node_id, farmId, key, contributor_tid, info, proof]: [bigint, bigint, string, bigint, Struct, string],
    ) => {
      if (farmId !== book.farmId) return;
      book.nodes.put({
        node_id,
        contributor_tid,
        retired: false,
        is_down: false,
        ...keyOf(farmId, key, proof),
        ...placeOf(info),
      });
    },
    NodeDescribed: (book, _event, [nodeId, contributor_tid, info]: [bigint, bigint, Struct]) => {
      change(book, nodeId, { contributor_tid, ...placeOf(info) });
    },
    NodeRekeyed: (book, _event, [nodeId, key, , proof]: [bigint, string, string, string]) => {
      change(book, nodeId, keyOf(book.farmId, key, proof));
    },
    NodeRetired: (book, _event, [nodeId]: [bigint]) => {
      change(book, nodeId, { retired: true });
    },
    NodesReported: (book, _event, [, down, up]: [bigint, bigint[], bigint[]]) => {
      for (const nodeId of down) change(book, nodeId, { is_down: true });
      for (const nodeId of up) change(book, nodeId, { is_down: false });
    },
    NodeRelisted: (book, _event, [nodeId]: [bigint]) => {
      change(book, nodeId, { retired: false });
    },
  };
}

function change(book: Book, nodeId: bigint, changes: Partial<NodeRow>): void {
  const node = book.nodes.get(nodeId);
  if (node !== undefined) book.nodes.put({ ...node, ...changes });
}

function placeOf(info: Struct): Pick<NodeRow, "cru" | "mru" | "sru" | "hru" | "country" | "city" | "ipv4s"> {
  const [cru, mru, sru, hru, country, city, ipv4s] = info as [bigint, bigint, bigint, bigint, string, string, bigint[]];
  return { cru, mru, sru, hru, country: textOf(country), city: textOf(city), ipv4s };
}
