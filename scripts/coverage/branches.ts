import { createHash } from "node:crypto";
import parser from "@solidity-parser/parser";
import type { ASTNode } from "@solidity-parser/parser/dist/src/ast-types.ts";

/** One way out of a decision. */
export interface Branch {
  /** What the compiled code reports when it goes this way: 32 bytes in hex. */
  readonly tag: string;
  readonly line: number;
  readonly way: "true" | "false" | "success" | "caught";
}

/** The library that Hardhat's own instrumentation imports into every file that it counts statements in. */
const HIT = "__NomicFoundationCoverage.sendHit";
const DECISION = "__GranaryCoverage.decision";

/** Goes beside Hardhat's library: reports the outcome of a condition and hands it on. */
export const DECISION_LIBRARY = `
library __GranaryCoverage {
  function decision(bool outcome, uint256 yes, uint256 no) internal pure returns (bool) {
    ${HIT}(outcome ? yes : no);
    return outcome;
  }
}
`;

interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * Adds to a source that Hardhat has prepared for coverage what Hardhat does not count: which way each `if`, `?:`,
 * `require` and `try` went. Loops are not decisions here, nor is `assert`, whose other way is never to be taken.
 *
 * @param source as Hardhat's instrumentation left it: lines are still those of the file
 */
export function addBranches(source: string, file: string): { source: string; branches: Branch[] } {
  const branches: Branch[] = [];
  const insertions: Insertion[] = [];

  function branch(node: ASTNode, way: Branch["way"]): string {
    const line = node.loc?.start.line ?? 0;
    const tag = createHash("sha256").update(`${file}:${line}:${branches.length}:${way}`).digest("hex");
    branches.push({ tag, line, way });
    return `0x${tag}`;
  }

  function decide(condition: ASTNode): void {
    const [start, end] = rangeOf(condition);
    insertions.push({ at: start, text: `${DECISION}(` });
    insertions.push({ at: end + 1, text: `, ${branch(condition, "true")}, ${branch(condition, "false")})` });
  }

  function enter(block: ASTNode, way: Branch["way"]): void {
    insertions.push({ at: rangeOf(block)[0] + 1, text: `${HIT}(${branch(block, way)});` });
  }

  parser.visit(parser.parse(source, { range: true, loc: true }), {
    // What stands outside of functions is computed by the compiler and takes no calls.
    StateVariableDeclaration: () => false,
    IfStatement: ({ condition }) => {
      decide(condition);
    },
    Conditional: ({ condition }) => {
      decide(condition);
    },
    FunctionCall: ({ expression, arguments: [condition] }) => {
      if (expression.type === "Identifier" && expression.name === "require" && condition) decide(condition);
    },
    TryStatement: ({ body, catchClauses }) => {
      enter(body, "success");
      for (const clause of catchClauses) enter(clause.body, "caught");
    },
  });

  return { source: insert(source, insertions), branches };
}

function rangeOf(node: ASTNode): [start: number, end: number] {
  if (node.range === undefined) throw new Error(`no position for ${node.type}`);
  return node.range;
}

/** Conditions nest at their start only and are visited outside in, so at one position the given order is right. */
function insert(source: string, insertions: readonly Insertion[]): string {
  let result = "";
  let done = 0;
  for (const { at, text } of insertions.toSorted((a, b) => a.at - b.at)) {
    result += source.slice(done, at) + text;
    done = at;
  }
  return result + source.slice(done);
}
