import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { StackError } from "./errors.ts";

interface State {
  blocks: readonly { readonly header: { readonly number: string; readonly timestamp: string } }[];
}

/**
 * Makes the file in which Anvil left a chain fit to go on with.
 *
 * A SIGKILL in the middle of the writing leaves half a file: a copy is kept of what each start found. And Anvil makes a
 * block 0 at each start, before it reads the file, and writes it beside the chain's own at the next: by then either of
 * them may be block 0. The first that was made is the chain's.
 *
 * @returns is there a chain to go on with?
 */
export function restoreState(file: string): boolean {
  if (!existsSync(file)) return false;
  const copy = `${file}.backup`;
  const state = read(file) ?? read(copy);
  if (state === undefined) throw new StackError(`The chain's file ${file} is damaged.`, "Start over with --fresh.");
  const firsts = state.blocks.filter(isFirst).sort((one, other) => timeOf(one) - timeOf(other));
  state.blocks = [...firsts.slice(0, 1), ...state.blocks.filter((block) => !isFirst(block))];
  const text = JSON.stringify(state);
  for (const place of [copy, file]) {
    writeFileSync(`${place}.new`, text);
    renameSync(`${place}.new`, place);
  }
  return true;
}

type Block = State["blocks"][number];

const isFirst = ({ header }: Block): boolean => Number(header.number) === 0;
const timeOf = ({ header }: Block): number => Number(header.timestamp);

function read(file: string): State | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as State;
  } catch {
    return undefined;
  }
}
