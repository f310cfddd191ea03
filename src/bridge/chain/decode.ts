import { AbiCoder, dataLength, type EventFragment, Interface, type ParamType } from "ethers";
import { ORDERS_EVENTS, POOLS_EVENTS, REGISTRY_EVENTS } from "../../protocol/events.ts";
import type { Hex } from "../../protocol/hex.ts";
import { ChainMismatch } from "../errors.ts";
import type { Log } from "./answers.ts";

/** The contracts whose events are followed. */
export interface Contracts {
  readonly registry: Hex;
  readonly pools: Hex;
  readonly orders: Hex;
}

/** A value as an event carries it: whole numbers as bigint, texts and bytes as hexadecimal, structs as lists. */
export type Value = bigint | string | boolean | readonly Value[];

/** An event of ours, at its place in the chain. */
export interface ChainEvent {
  readonly name: string;
  /** Its first indexed value, if that is a number: whom it is about. */
  readonly id: bigint;
  /** In the order of the declaration. Worked out when they are asked for: most events are about other farms. */
  readonly values: readonly Value[];
  readonly block: bigint;
  readonly logIndex: bigint;
  readonly transactionHash: Hex;
  /** Of its block. */
  readonly second: bigint;
}

export type Decode = (log: Log, second: bigint) => ChainEvent | undefined;

/** @returns a function that is undefined for events that the bridge needs nothing of */
export function decoderFor(contracts: Contracts): Decode {
  const known = new Map<Hex, ReadonlyMap<string, Shape>>([
    [contracts.registry, shapes(REGISTRY_EVENTS)],
    [contracts.pools, shapes(POOLS_EVENTS)],
    [contracts.orders, shapes(ORDERS_EVENTS)],
  ]);
  return (log, second) => {
    const shape = known.get(log.address)?.get(log.topics[0] ?? "");
    if (shape === undefined) return undefined;
    let values: readonly Value[] | undefined;
    return {
      name: shape.name,
      id: BigInt(log.topics[1] ?? 0),
      get values() {
        return (values ??= valuesOf(shape, log));
      },
      block: log.blockNumber,
      logIndex: log.logIndex,
      transactionHash: log.transactionHash,
      second,
    };
  };
}

interface Shape {
  readonly name: string;
  readonly inputs: readonly { readonly indexed: boolean; readonly isAddress: boolean; readonly isNumber: boolean }[];
  readonly data: readonly ParamType[];
}

function shapes(events: readonly string[]): ReadonlyMap<string, Shape> {
  const found = new Map<string, Shape>();
  new Interface(events).forEachEvent(({ topicHash, name, inputs }) => {
    // A text may hold any bytes, and what is no text must not stop whoever reads the next event.
    const fragment = new Interface(events.map((event) => event.replaceAll(/\bstring\b/g, "bytes"))).getEvent(name);
    found.set(topicHash, {
      name,
      inputs: inputs.map(({ indexed, type }) => ({
        indexed: indexed === true,
        isAddress: type === "address",
        isNumber: type.startsWith("uint"),
      })),
      data: (fragment as EventFragment).inputs.filter(({ indexed }) => indexed !== true),
    });
  });
  return found;
}

const coder = AbiCoder.defaultAbiCoder();

function valuesOf({ name, inputs, data }: Shape, log: Log): readonly Value[] {
  const topics = log.topics.slice(1);
  if (topics.length !== inputs.filter(({ indexed }) => indexed).length) throw undecodable(name, log);
  try {
    const rest = coder.decode(data, log.data).toArray(true) as Value[];
    return inputs.map(({ indexed, isAddress, isNumber }) => {
      if (!indexed) return rest.shift() as Value;
      const topic = topics.shift() as Hex;
      if (isAddress) return `0x${topic.slice(26)}`;
      return isNumber ? BigInt(topic) : topic;
    });
  } catch (cause) {
    throw undecodable(name, log, cause);
  }
}

function undecodable(name: string, log: Log, cause?: unknown): ChainMismatch {
  return new ChainMismatch(
    `${name} in block ${log.blockNumber} cannot be decoded (${dataLength(log.data)} bytes).`,
    "Are these the addresses of Granary's contracts, of this release?",
    { cause },
  );
}
