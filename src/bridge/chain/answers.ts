// What an endpoint answers, read strictly: JSON-RPC has no types, and an endpoint may say anything.

import { type Hex, lowerHex } from "../../protocol/hex.ts";
import { EndpointError } from "../errors.ts";

export interface Header {
  readonly number: bigint;
  readonly hash: Hex;
  readonly parentHash: Hex;
  readonly timestamp: bigint;
  readonly logsBloom: Hex;
}

export interface Log {
  readonly address: Hex;
  readonly topics: readonly Hex[];
  readonly data: Hex;
  readonly blockNumber: bigint;
  readonly blockHash: Hex;
  readonly transactionHash: Hex;
  readonly logIndex: bigint;
}

/** @returns undefined where the endpoint does not have the block, yet or any more */
export function readHeader(answer: unknown): Header | undefined {
  if (answer === null || answer === undefined) return undefined;
  const header = fields("block", answer);
  return {
    number: quantity("block.number", header["number"]),
    hash: hex("block.hash", header["hash"], 32),
    parentHash: hex("block.parentHash", header["parentHash"], 32),
    timestamp: quantity("block.timestamp", header["timestamp"]),
    logsBloom: hex("block.logsBloom", header["logsBloom"], 256),
  };
}

export function readLogs(answer: unknown): readonly Log[] {
  if (!Array.isArray(answer)) throw odd("logs", answer);
  return answer.map(readLog);
}

function readLog(answer: unknown): Log {
  const log = fields("log", answer);
  if (log["removed"] === true) throw odd("log.removed", true);
  if (!Array.isArray(log["topics"]) || log["topics"].length > 4) throw odd("log.topics", log["topics"]);
  return {
    address: hex("log.address", log["address"], 20),
    topics: log["topics"].map((topic) => hex("log.topics", topic, 32)),
    data: data("log.data", log["data"]),
    blockNumber: quantity("log.blockNumber", log["blockNumber"]),
    blockHash: hex("log.blockHash", log["blockHash"], 32),
    transactionHash: hex("log.transactionHash", log["transactionHash"], 32),
    logIndex: quantity("log.logIndex", log["logIndex"]),
  };
}

export function quantity(field: string, value: unknown): bigint {
  if (typeof value === "string" && /^0x[0-9a-f]{1,64}$/i.test(value)) return BigInt(value);
  throw odd(field, value);
}

function data(field: string, value: unknown): Hex {
  if (typeof value === "string" && value.length % 2 === 0 && /^0x[0-9a-fA-F]*$/.test(value)) return value as Hex;
  throw odd(field, value);
}

function hex(field: string, value: unknown, bytes: number): Hex {
  if (typeof value !== "string") throw odd(field, value);
  try {
    return lowerHex(field, value, bytes);
  } catch {
    throw odd(field, value);
  }
}

function fields(field: string, value: unknown): Record<string, unknown> {
  if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  throw odd(field, value);
}

function odd(field: string, value: unknown): EndpointError {
  const said = (JSON.stringify(value) ?? "nothing").slice(0, 80);
  return new EndpointError(`An endpoint answered with ${field} = ${said}.`, "Ask another endpoint, or mend this one.");
}
