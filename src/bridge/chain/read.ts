import { toQuantity } from "ethers";
import type { Hex } from "../../protocol/hex.ts";
import { EndpointError } from "../errors.ts";
import { type Header, type Log, readHeader, readLogs } from "./answers.ts";
import { chanceOfYes, mayHold } from "./bloom.ts";
import type { Endpoint } from "./endpoint.ts";

/** The newest header that an endpoint has. */
export async function readHead(endpoint: Endpoint): Promise<Header> {
  const head = readHeader(await endpoint.call("eth_getBlockByNumber", ["latest", false]));
  if (head === undefined) throw new EndpointError(`${endpoint.name} has no block at all.`, "Ask another endpoint.");
  return head;
}

/** Undefined where the endpoint does not have the block, yet or any more. */
export async function readHeaderAt(endpoint: Endpoint, number: bigint): Promise<Header | undefined> {
  const header = readHeader(await endpoint.call("eth_getBlockByNumber", [toQuantity(number), false]));
  if (header === undefined || header.number === number) return header;
  throw lie(endpoint, `it was asked for block ${number} and gave ${header.number}`);
}

/** The logs of one block, none left out as far as its bloom can tell. */
export async function readBlockLogs(
  endpoint: Endpoint,
  header: Header,
  addresses: readonly Hex[],
): Promise<readonly Log[]> {
  const logs = readLogs(await endpoint.call("eth_getLogs", [{ blockHash: header.hash, address: addresses }]));
  demandOrder(endpoint, logs, header.number, header.number, addresses);
  demandOf(endpoint, logs, header);
  demandWhole(endpoint, logs, header, addresses);
  return logs;
}

/** The logs of blocks that no reorg reaches any more, with the headers of those blocks that have some. */
export async function readOldLogs(
  endpoint: Endpoint,
  from: bigint,
  to: bigint,
  addresses: readonly Hex[],
): Promise<{ readonly logs: readonly Log[]; readonly headers: ReadonlyMap<bigint, Header> }> {
  const filter = { fromBlock: toQuantity(from), toBlock: toQuantity(to), address: addresses };
  const logs = readLogs(await endpoint.call("eth_getLogs", [filter]));
  demandOrder(endpoint, logs, from, to, addresses);
  const numbers = [...new Set([...logs.map(({ blockNumber }) => blockNumber), to])];
  const headers = new Map<bigint, Header>();
  await Promise.all(
    numbers.map(async (number) => {
      const header = await readHeaderAt(endpoint, number);
      if (header === undefined) throw lie(endpoint, `it gave logs of block ${number}, but not its header`);
      headers.set(number, header);
    }),
  );
  for (const log of logs) {
    const header = headers.get(log.blockNumber);
    if (header !== undefined) demandOf(endpoint, [log], header);
  }
  return { logs, headers };
}

function demandOrder(
  endpoint: Endpoint,
  logs: readonly Log[],
  from: bigint,
  to: bigint,
  addresses: readonly Hex[],
): void {
  let last: Log | undefined;
  for (const log of logs) {
    const { address, blockNumber, logIndex } = log;
    if (!addresses.includes(address)) throw lie(endpoint, `it gave a log of ${address}, which was not asked for`);
    if (blockNumber < from || blockNumber > to) {
      throw lie(endpoint, `it was asked for blocks ${from} to ${to}, and gave a log of ${blockNumber}`);
    }
    const isLater =
      last === undefined ||
      blockNumber > last.blockNumber ||
      (blockNumber === last.blockNumber && logIndex > last.logIndex);
    if (!isLater) throw lie(endpoint, `its logs of block ${blockNumber} are not in order`);
    last = log;
  }
}

/** Are they this block's? Its hash and bloom must know them. */
function demandOf(endpoint: Endpoint, logs: readonly Log[], header: Header): void {
  for (const { blockHash, address, topics } of logs) {
    if (blockHash !== header.hash) {
      throw lie(
        endpoint,
        `its log is of a block ${header.number} with hash ${blockHash}, its header has ${header.hash}`,
      );
    }
    if (![address, ...topics].every((value) => mayHold(header.logsBloom, value))) {
      throw lie(endpoint, `it gave a log that block ${header.number} cannot hold by its bloom`);
    }
  }
}

/** A chance that is taken for certainty: once in so many blocks that a lone endpoint is doubted for nothing. */
const UNLIKELY = 1e-4;

/** Where few bits of a bloom are set, what it promises must be there: an answer can be whole in form and lack logs. */
function demandWhole(endpoint: Endpoint, logs: readonly Log[], header: Header, addresses: readonly Hex[]): void {
  const promised = addresses.filter((address) => mayHold(header.logsBloom, address));
  const lacking = promised.find((address) => !logs.some((log) => log.address === address));
  if (lacking === undefined || chanceOfYes(header.logsBloom) > UNLIKELY) return;
  throw lie(endpoint, `it gave no log of ${lacking} in block ${header.number}, whose bloom promises one`);
}

function lie({ name }: Endpoint, what: string): EndpointError {
  return new EndpointError(`What ${name} says cannot be: ${what}.`, "Ask another endpoint, or mend this one.");
}
