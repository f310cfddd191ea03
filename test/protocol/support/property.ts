import process from "node:process";
import { Random } from "./random.ts";

/** Runs of each property; a deep run asks for more. */
const RUNS = wholeNumber("FUZZ_RUNS", 200n);
/** Where the randomness of all properties begins. Always the same unless asked otherwise: a test must not be a lottery. */
export const SEED = wholeNumber("FUZZ_SEED", 20_250_101n);

/** A rule that must hold for anything that `check` makes up with the randomness it is given. */
export function property(rule: string, check: (random: Random) => void): void {
  it(`${rule} (seed ${SEED}, ${RUNS} runs)`, function () {
    // Mocha's limit is per test, and a deep run is one long test.
    this.timeout(60_000 + 100 * Number(RUNS));
    for (let run = 0n; run < RUNS; run++) {
      const seed = SEED + run;
      try {
        check(new Random(seed));
      } catch (error) {
        throw new Error(`Broken in run ${run}: FUZZ_SEED=${seed} FUZZ_RUNS=1 shows it alone.`, { cause: error });
      }
    }
  });
}

function wholeNumber(name: string, otherwise: bigint): bigint {
  const text = process.env[name];
  if (text === undefined || text === "") return otherwise;
  if (!/^([1-9][0-9]*|0x[0-9a-f]+)$/.test(text))
    throw new Error(`${name} must be a positive whole number, not "${text}"`);
  return BigInt(text);
}
