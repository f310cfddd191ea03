import type { TypedDataDomain } from "../../../protocol/evm.ts";
import type { Hex } from "../../../protocol/hex.ts";
import { isProven, keyProofMessage } from "../../../protocol/proofs.ts";
import type { ThreebotRow } from "../../db/tables.ts";
import type { ChainEvent } from "../decode.ts";
import type { Book } from "./book.ts";
import type { Rules } from "./rules.ts";

/** All of the chain's threebots: any may sign for any pool. */
export function threebotRules(domain: TypedDataDomain): Rules {
  const keep = (book: Book, { tid, owner }: ThreebotRow, event: ChainEvent, key: string, proof: string): void => {
    const message = keyProofMessage(domain, key as Hex, owner as Hex);
    book.keys.put({
      tid,
      since_block: event.block,
      since_log: event.logIndex,
      key: key as Hex,
      is_valid: isProven(key as Hex, message, proof as Hex),
    });
  };
  return {
    ThreebotRegistered: (book, event, [tid, owner, key, proof]: [bigint, string, string, string]) => {
      const threebot = { tid, owner, owner_since: event.block };
      book.threebots.put(threebot);
      keep(book, threebot, event, key, proof);
    },
    // In a transfer this comes first, so that the new key's proof is judged by the new wallet.
    TidTransferred: (book, { block }, [tid, , owner]: [bigint, string, string]) => {
      book.threebots.put({ tid, owner, owner_since: block });
    },
    KeyRotated: (book, event, [tid, key, , proof]: [bigint, string, string, string]) => {
      const threebot = book.threebots.get(tid);
      if (threebot !== undefined) keep(book, threebot, event, key, proof);
    },
  };
}
