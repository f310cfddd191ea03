import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";

// A tree of cases is the specification, the test file beside it the proof. This keeps them together: every last
// condition of a tree is one test of that name, and every test is in the tree. A node that is no condition names the
// function under test, and its name goes before.

const HERE = new URL(".", import.meta.url);
const CONDITION = /^(given|when) /;
const OUTCOME = /^it should /;

interface Node {
  readonly text: string;
  readonly children: Node[];
}

/** Reads the drawing: three characters of indentation for each level. */
function parse(drawing: string): Node[] {
  const root: Node = { text: "", children: [] };
  const path = [root];
  for (const line of drawing.split("\n").slice(1)) {
    if (line.trim() === "") continue;
    const branch = /^((?:[│ ] {2})*)[├└]── (.+)$/.exec(line);
    if (branch === null) throw new Error(`not a branch: ${line}`);
    const [, indentation = "", text = ""] = branch;
    const depth = indentation.length / 3;
    const node: Node = { text, children: [] };
    path[depth]?.children.push(node);
    path.splice(depth + 1, Infinity, node);
  }
  return root.children;
}

/** The tests that a branch asks for. */
function testsOf({ text, children }: Node, subject = ""): string[] {
  if (OUTCOME.test(text)) return [];
  if (!CONDITION.test(text)) return children.flatMap((child) => testsOf(child, `${pascal(text)}_`));
  const outcomes = children.filter((child) => OUTCOME.test(child.text));
  if (outcomes.length === 0) return children.flatMap((child) => testsOf(child, subject));
  expect(outcomes.length, `outcomes and conditions side by side under "${text}"`).to.equal(children.length);
  const reverts = outcomes.some((outcome) => outcome.text.startsWith("it should revert"));
  return [`test_${subject}${reverts ? "Revert" : ""}${pascal(text)}`];
}

function pascal(text: string): string {
  return text
    .replaceAll("'", "")
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

/** "CU" in a sentence is "Cu" in a name. */
function sorted(names: string[]): string[] {
  return names.map((name) => name.toLowerCase()).sort();
}

describe("trees of cases", () => {
  const files = readdirSync(HERE, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => name.endsWith(".tree")).sort()) {
    it(`${file} and its tests are the same`, () => {
      const tree = readFileSync(new URL(file, HERE), "utf8");
      const code = readFileSync(new URL(file.replace(/tree$/, "t.sol"), HERE), "utf8");
      const tests = [...code.matchAll(/function (test\w*)\(/g)].map(([, name = ""]) =>
        name.replace(/^testFuzz_/, "test_"),
      );
      const wanted = parse(tree).flatMap((branch) => testsOf(branch));
      expect(sorted(tests)).to.deep.equal(sorted(wanted));
    });
  }
});
