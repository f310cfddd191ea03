import { readFileSync } from "node:fs";
import { expect } from "chai";
import { isWarning, unproved } from "../../scripts/proof/judge.mjs";
import { unprovedLemmas } from "../../scripts/proof/lemmas.mjs";
import { follower } from "../../scripts/proof/progress.mjs";
import { writtenProofs } from "../../scripts/proof/written.mjs";

const FOLDER = "test/contracts/proof";
const LEMMA = "function fits(uint256 a, uint256 b) pure returns (bool holds) {}";

/** One proof, and what Halmos said of it. */
function judged(exitcode: number, loops = 0, name = "check_a(uint256)", file = "a.t.sol") {
  const result = { name, exitcode, num_bounded_loops: loops };
  return unproved([{ file: "a.t.sol", name: "check_a" }], { [`${FOLDER}/${file}:A`]: [result] });
}

function followed(...lines: string[]) {
  const printed: string[] = [];
  const { read, rest, warnings } = follower((line) => printed.push(line));
  lines.forEach(read);
  return { printed, rest: rest(), warnings: warnings() };
}

describe("symbolic proofs", () => {
  it("are found in the sources", () => {
    const files = new Set(writtenProofs(FOLDER).map(({ file }) => file));
    expect([...files].sort()).to.deep.equal(["clock.t.sol", "lemmas.t.sol", "worth.t.sol"]);
  });

  it("assume no lemma that is not proved of all words", () => {
    const read = (file: string): string => readFileSync(`${FOLDER}/${file}`, "utf8");
    expect(unprovedLemmas(read("Lemmas.sol"), read("lemmas.t.sol"))).to.deep.equal([]);
  });

  it("may write a lemma's proof over several lines", () => {
    const proof = "function check_lemma_fits(\n uint256 a,\n uint256 b\n) external pure {\n assert(fits(a, b));\n}";
    expect(unprovedLemmas(LEMMA, proof)).to.deep.equal([]);
  });

  for (const [what, proof] of [
    ["none", ""],
    ["one for fewer words", "function check_lemma_fits(uint256 a) external pure { assert(fits(a, a)); }"],
    ["one for small words", "function check_lemma_fits(uint8 a, uint8 b) external pure { assert(fits(a, b)); }"],
    [
      "one that assumes",
      "function check_lemma_fits(uint256 a, uint256 b) external pure { vm.assume(a < b); assert(fits(a, b)); }",
    ],
  ] as const) {
    it(`know ${what} from a lemma's proof`, () => {
      expect(unprovedLemmas(LEMMA, proof)).to.deep.equal(["fits"]);
    });
  }

  it("count when Halmos found nothing against them", () => {
    expect(judged(0)).to.deep.equal([]);
  });

  for (const [code, why] of [
    [1, "counterexample"],
    [2, "no answer in time"],
    [3, "stuck"],
    [4, "no path that returns"],
    [5, "error"],
    [9, "exit code 9"],
  ] as const) {
    it(`do not count on exit code ${code}`, () => {
      expect(judged(code)).to.deep.equal([`check_a: ${why}`]);
    });
  }

  it("do not count when a loop was cut short", () => {
    expect(judged(0, 1)).to.deep.equal(["check_a: a loop was not followed to its end"]);
  });

  it("do not count when another ran in their place", () => {
    expect(judged(0, 0, "check_ab(uint256)")).to.deep.equal(["check_a: did not run"]);
    expect(judged(0, 0, "check_a(uint256)", "b.t.sol")).to.deep.equal(["check_a: did not run"]);
  });

  it("are reported in a line each, a failure with its counterexample", () => {
    const pass = "\u001b[32m[PASS]\u001b[0m check_a(uint256) (paths: 2, time: 1.26s, bounds: [])";
    const fail = "[FAIL] check_b() (paths: 2, time: 0.04s, bounds: [])";
    const { printed, rest } = followed("Running 2 tests", pass, "Counterexample:", "    x = 0x01", fail, "the end");
    expect(printed).to.deep.equal([
      `proved  ${"check_a".padEnd(50)} 1.3 s`,
      `FAILED  ${"check_b".padEnd(50)} 0.0 s`,
      "Counterexample:",
      "    x = 0x01",
    ]);
    expect(rest).to.deep.equal(["the end"]);
  });

  it("are doubted when Halmos warns, not when it drops questions after a counterexample", () => {
    const dropped = "ERROR    solver_output.error='executor has been shutdown' (solver_output.returncode=-1)";
    expect(followed("WARNING  check_a(): paths have not been fully explored", dropped).warnings).to.equal(1);
    expect(isWarning("ERROR    Encountered NotConcreteError")).to.equal(true);
    expect(isWarning("Running 3 tests")).to.equal(false);
  });
});
