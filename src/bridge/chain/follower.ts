import type { Hex } from "../../protocol/hex.ts";
import type { Database } from "../db/database.ts";
import type { BlockRow } from "../db/tables.ts";
import { ChainMismatch, EndpointRefused } from "../errors.ts";
import type { Header, Log } from "./answers.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Endpoints } from "./endpoints.ts";
import { keptBlocks, readPosition, undoAbove } from "./position.ts";
import { readBlockLogs, readHeaderAt, readOldLogs } from "./read.ts";
import type { Record } from "./record.ts";
import { vote } from "./vote.ts";

export interface FollowerOptions {
  readonly db: Database;
  readonly endpoints: Endpoints;
  readonly record: Record;
  /** Whose logs are read. */
  readonly addresses: readonly Hex[];
  /** The first block with anything of ours. */
  readonly startBlock: bigint;
  /** How many blocks a reorg may take back. One that is deeper stops the bridge, and changes nothing. */
  readonly reorgDepth: bigint;
  readonly observe: (event: FollowerEvent) => void;
}

export type FollowerEvent =
  | { readonly kind: "advanced"; readonly from: bigint; readonly to: bigint; readonly events: number }
  | { readonly kind: "reorg"; readonly from: bigint; readonly to: bigint }
  | { readonly kind: "failed"; readonly endpoint: string; readonly trouble: string }
  | { readonly kind: "contradicted"; readonly groups: readonly (readonly string[])[] }
  /** The block after this one does not name it as its parent. */
  | { readonly kind: "unlinked"; readonly block: bigint }
  | { readonly kind: "disagreed"; readonly groups: readonly (readonly string[])[] }
  | { readonly kind: "silent" };

/** What one look at the chain came to. */
export type Look =
  | { readonly kind: "current"; readonly head: Header }
  | { readonly kind: "behind" }
  /** No endpoint, or no agreement between them: what the chain says now cannot be told. */
  | { readonly kind: "unknown" };

/** Keeps the mirror at the chain's head. Nothing here has a clock: whoever runs it decides when to look. */
export interface Follower {
  /** Goes on by one step: some blocks further, or back from a branch that is no more. */
  readonly step: () => Promise<Look>;
}

/** Blocks in one question for old logs; it halves when an endpoint refuses, and grows while it does not. */
const RANGE = { first: 2_000n, least: 1n, most: 20_000n };
/** Blocks near the head that are read at once. */
const AT_ONCE = 32n;

export function createFollower(options: FollowerOptions): Follower {
  const { db, endpoints, reorgDepth, startBlock, observe } = options;
  let range = RANGE.first;

  /** What most of those that have this block say. */
  async function ask<T>(
    block: bigint,
    question: (endpoint: Endpoint) => Promise<T>,
    fingerprint: (answer: T) => string,
  ): Promise<T | "refused" | undefined> {
    const asked = await vote(endpoints.trusted(block), question, fingerprint);
    if (asked.kind === "settled") return asked.value;
    if (asked.kind === "contradiction") {
      observe({ kind: "contradicted", groups: asked.groups });
      return undefined;
    }
    const errors = [...asked.errors];
    if (errors.length > 0 && errors.every(([, error]) => error instanceof EndpointRefused)) return "refused";
    for (const [endpoint, { message }] of errors)
      observe({ kind: "failed", endpoint: endpoint.name, trouble: message });
    return undefined;
  }

  async function advance(
    position: BlockRow,
    to: Header,
    logs: readonly Log[],
    headers: ReadonlyMap<bigint, Header>,
    depth: bigint,
  ): Promise<BlockRow> {
    const { block, events } = await options.record(position, to, logs, headers, depth);
    observe({ kind: "advanced", from: position.number + 1n, to: to.number, events });
    return block;
  }

  async function readOld(position: BlockRow, to: bigint): Promise<Look> {
    const from = position.number + 1n;
    const until = from + range - 1n < to ? from + range - 1n : to;
    const found = await ask(
      until,
      (endpoint) => readOldLogs(endpoint, from, until, options.addresses),
      ({ logs, headers }) => `${headers.get(until)?.hash} ${fingerprintOf(logs)}`,
    );
    if (found === undefined) return { kind: "unknown" };
    if (found === "refused") {
      if (range === RANGE.least) return { kind: "unknown" };
      range = range / 2n > RANGE.least ? range / 2n : RANGE.least;
      return { kind: "behind" };
    }
    const last = found.headers.get(until);
    if (last === undefined) return { kind: "unknown" };
    await advance(position, last, found.logs, found.headers, 0n);
    if (range < RANGE.most) range += range / 2n + 1n;
    return { kind: "behind" };
  }

  /** Blocks that may still go, one by one: each must stand on the one before. */
  async function readNew(position: BlockRow, head: Header): Promise<Look> {
    const from = position.number + 1n;
    const to = from + AT_ONCE - 1n < head.number ? from + AT_ONCE - 1n : head.number;
    const found = await ask(
      to,
      (endpoint) => readBlocks(endpoint, from, to),
      (blocks) => blocks.map(({ header, logs }) => `${header.hash} ${fingerprintOf(logs)}`).join("\n"),
    );
    if (found === undefined || found === "refused") return { kind: "unknown" };
    let at = position;
    for (const { header, logs } of found) {
      if (header.parentHash !== at.hash && at.number >= startBlock) return await goBack(head);
      at = await advance(at, header, logs, new Map([[header.number, header]]), reorgDepth);
    }
    return at.number === head.number ? { kind: "current", head } : { kind: "behind" };
  }

  async function readBlocks(
    endpoint: Endpoint,
    from: bigint,
    to: bigint,
  ): Promise<readonly { readonly header: Header; readonly logs: readonly Log[] }[]> {
    const numbers = Array.from({ length: Number(to - from) + 1 }, (_, i) => from + BigInt(i));
    const blocks = await Promise.all(
      numbers.map(async (number) => {
        const header = await readHeaderAt(endpoint, number);
        // Between the look and now the chain may have gone back.
        if (header === undefined) return undefined;
        return { header, logs: await readBlockLogs(endpoint, header, options.addresses) };
      }),
    );
    const missing = blocks.indexOf(undefined);
    return blocks.slice(0, missing === -1 ? blocks.length : missing).filter((block) => block !== undefined);
  }

  /** The endpoints are not further than we are: they lag, or the chain went another way. */
  async function compare(position: BlockRow, head: Header): Promise<Look> {
    if (head.number === position.number && head.hash === position.hash) return { kind: "current", head };
    const ours = (await keptBlocks(db)).find(({ number }) => number === head.number);
    return ours?.hash === head.hash ? { kind: "unknown" } : await goBack(head);
  }

  /** To the newest block that we share with the chain. */
  async function goBack(head: Header): Promise<Look> {
    const kept = await keptBlocks(db);
    const [newest] = kept;
    const found = await ask(
      head.number,
      async (endpoint) => ({ shared: await newestShared(endpoint, kept) }),
      ({ shared }) => shared?.hash ?? "none",
    );
    if (found === undefined || found === "refused") return { kind: "unknown" };
    const { shared } = found;
    if (shared === undefined) {
      throw new ChainMismatch(
        `The chain does not know block ${newest?.number} (${newest?.hash}), nor any of the ${kept.length} before it that this bridge has read.`,
        "If the chain was started over, start the bridge over with an empty database. If it had a deeper reorg than GRANARY_REORG_DEPTH, raise that and start over.",
      );
    }
    if (shared.number === newest?.number) {
      // The chain went back and forth between two questions, or its blocks do not stand on each other.
      observe({ kind: "unlinked", block: shared.number });
      return { kind: "unknown" };
    }
    await db.transaction().execute((transaction) => undoAbove(transaction, shared.number));
    observe({ kind: "reorg", from: newest?.number ?? shared.number, to: shared.number });
    return { kind: "behind" };
  }

  return {
    step: async () => {
      const agreement = await endpoints.look();
      if (agreement.kind !== "agreed") {
        observe(agreement);
        return { kind: "unknown" };
      }
      const { head } = agreement;
      const position = (await readPosition(db)) ?? beforeFirst(startBlock);
      if (head.number <= position.number) return await compare(position, head);
      const settled = head.number - reorgDepth;
      return position.number < settled ? await readOld(position, settled) : await readNew(position, head);
    },
  };
}

async function newestShared(endpoint: Endpoint, kept: readonly BlockRow[]): Promise<BlockRow | undefined> {
  for (const block of kept) {
    const header = await readHeaderAt(endpoint, block.number);
    if (header?.hash === block.hash) return block;
  }
  return undefined;
}

/** Nothing of ours is older; its hash is never compared, since no block is kept. */
function beforeFirst(startBlock: bigint): BlockRow {
  return {
    number: startBlock - 1n,
    hash: "0x",
    parent_hash: "0x",
    timestamp: 0n,
    last_tid: 0n,
    last_node: 0n,
    last_pool: 0n,
  };
}

function fingerprintOf(logs: readonly Log[]): string {
  return logs
    .map(({ blockHash, logIndex, topics, data }) => `${blockHash} ${logIndex} ${topics.join()} ${data}`)
    .join();
}
