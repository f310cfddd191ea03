import { AbiCoder } from "ethers";
import type { Chain } from "./chain.ts";

/** What an answer is made of; `undefined` is not compared. */
export type Value = bigint | number | boolean | string | undefined;

/** A thing to ask the contracts, and what the model says that they should answer. */
export interface Observation {
  readonly what: string;
  readonly target: string;
  /** Empty: its native coins. */
  readonly call: string;
  readonly read: (answer: string) => readonly Value[];
  readonly expected: readonly Value[];
}

const CODER = AbiCoder.defaultAbiCoder();

/** The answer as plain words, one for each return value of a static type. */
export function asWords(answer: string): bigint[] {
  return (answer.slice(2).match(/.{64}/g) ?? []).map((word) => BigInt(`0x${word}`));
}

/** @returns what is not as expected, in sentences */
export async function differences(chain: Chain, observations: readonly Observation[]): Promise<string[]> {
  if (observations.length === 0) return [];
  const data = chain.faces.observer.encodeFunctionData("look", [
    observations.map(({ target }) => target),
    observations.map(({ call }) => call),
  ]);
  const answer: unknown = await chain.provider.request({
    method: "eth_call",
    params: [{ to: chain.observer, data }, "latest"],
  });
  const [answers] = CODER.decode(["bytes[]"], answer as string) as unknown as [string[]];
  return observations.flatMap((observation, at) => difference(observation, answers[at] ?? "0x"));
}

function difference({ what, read, expected }: Observation, answer: string): string[] {
  const seen = answer === "0x" ? ["no answer"] : read(answer);
  const differs = expected.some((value, at) => value !== undefined && String(value) !== String(seen[at]));
  return differs ? [`${what}: expected ${shown(expected)}, is ${shown(seen)}`] : [];
}

function shown(values: readonly Value[]): string {
  return values.map((value) => (value === undefined ? "?" : String(value))).join(" ");
}
