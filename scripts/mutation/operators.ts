import parser from "@solidity-parser/parser";
import type { ASTNode, BinaryOperation, FunctionDefinition } from "@solidity-parser/parser/dist/src/ast-types.ts";

/** One small fault that a test should notice. */
export interface Mutant {
  /** Names it for good: file, function, change, and which of several alike. No line numbers, which move. */
  readonly key: string;
  readonly line: number;
}

/** A source in which each mutant sleeps behind `on(<its number>)`. */
export interface Mutated {
  readonly source: string;
  readonly mutants: readonly Mutant[];
}

/** Each edge and each direction of a comparison, and the neighbours of the other operators. */
const SWAPS: Readonly<Record<string, readonly string[]>> = {
  "<": ["<=", ">"],
  "<=": ["<", ">"],
  ">": [">=", "<"],
  ">=": [">", "<"],
  "==": ["!="],
  "!=": ["=="],
  "+": ["-"],
  "-": ["+"],
  "*": ["/"],
  "/": ["*"],
  "%": ["*"],
  "&&": ["||"],
  "||": ["&&"],
  "&": ["|"],
  "|": ["&"],
  "<<": [">>"],
  ">>": ["<<"],
};

/** As statements of their own. */
const ASSIGNMENT_SWAPS: Readonly<Record<string, string>> = { "+=": "-=", "-=": "+=", "|=": "&=", "&=": "|=" };

const UNARY_SWAPS: Readonly<Record<string, string>> = { "++": "--", "--": "++" };

/** @param numberOf the number of a mutant: the same in every compilation, whatever else is compiled with it */
export function mutate(source: string, file: string, numberOf: (key: string) => string): Mutated {
  const mutants: Mutant[] = [];
  const counts = new Map<string, number>();
  const opening: { at: number; text: string }[] = [];
  const closing: { at: number; text: string }[] = [];
  let place = "";

  const textOf = (node: ASTNode): string => source.slice(...span(node));

  /** @returns whether the mutant is awake, as Solidity says it */
  function sleep(node: ASTNode, change: string): string {
    const name = `${file}: ${place}: ${change}`.replaceAll(/\s+/g, " ");
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    const key = count === 1 ? name : `${name} (${count})`;
    mutants.push({ key, line: node.loc?.start.line ?? 0 });
    return `__Mutant.on(${numberOf(key)})`;
  }

  /** Around a node, in braces of its own where an `else` may follow: opened outside in, closed inside out. */
  function wrap(node: ASTNode, before: string, after: string): void {
    const [start, end] = span(node);
    opening.push({ at: start, text: before });
    closing.unshift({ at: end, text: after });
  }

  /** The mutated text stands beside the node and holds no mutants itself: only one is ever awake. */
  function replace(node: ASTNode, mutated: string, change: string): void {
    const awake = sleep(node, change);
    wrap(node, `(${awake} ? (${mutated}) : (`, "))");
  }

  function drop(statement: ASTNode): void {
    const awake = sleep(statement, `without ${textOf(statement)}`);
    wrap(statement, `{ if (!${awake}) { `, " } }");
  }

  function force(condition: ASTNode, outcome: boolean): void {
    const awake = sleep(condition, `${textOf(condition)} is always ${outcome}`);
    wrap(condition, outcome ? `(${awake} || (` : `(!${awake} && (`, "))");
  }

  function swapOperator(node: BinaryOperation): void {
    // The compiler computes these.
    if (node.left.type === "NumberLiteral" && node.right.type === "NumberLiteral") return;
    for (const swapped of SWAPS[node.operator] ?? []) {
      const mutated = `${textOf(node.left)} ${swapped} ${textOf(node.right)}`;
      replace(node, mutated, `${textOf(node)} is ${swapped}`);
    }
  }

  function swapAssignment(statement: ASTNode, expression: ASTNode): void {
    let mutated: string | undefined;
    if (expression.type === "BinaryOperation") {
      const swapped = ASSIGNMENT_SWAPS[expression.operator];
      if (swapped !== undefined) mutated = `${textOf(expression.left)} ${swapped} ${textOf(expression.right)}`;
    } else if (expression.type === "UnaryOperation") {
      const swapped = UNARY_SWAPS[expression.operator];
      if (swapped !== undefined) mutated = `${swapped}${textOf(expression.subExpression)}`;
    }
    if (mutated === undefined) return;
    const awake = sleep(statement, `${textOf(expression)} is ${mutated}`);
    wrap(statement, `{ if (${awake}) { ${mutated}; } else { `, " } }");
  }

  parser.visit(parser.parse(source, { range: true, loc: true }), {
    ContractDefinition: (node) => node.kind !== "interface",
    // Computed by the compiler: nothing can sleep there.
    StateVariableDeclaration: () => false,
    FileLevelConstant: () => false,
    InlineAssemblyStatement: () => false,
    ModifierInvocation: () => false,
    FunctionDefinition: (node) => {
      place = nameOf(node);
    },
    ModifierDefinition: ({ name }) => {
      place = name;
    },
    ExpressionStatement: (node) => {
      const { expression } = node;
      // A `require` is its condition. A loop would not end without its step, which the parser gives no position.
      if (expression === null || isRequire(expression) || node.range === undefined) return;
      drop(node);
      swapAssignment(node, expression);
    },
    EmitStatement: (node) => {
      drop(node);
    },
    IfStatement: ({ condition }) => {
      force(condition, true);
      force(condition, false);
    },
    Conditional: ({ condition }) => {
      force(condition, true);
      force(condition, false);
    },
    FunctionCall: (node) => {
      const [condition] = node.arguments;
      if (isRequire(node) && condition !== undefined) force(condition, true);
    },
    BinaryOperation: (node) => {
      swapOperator(node);
    },
    UnaryOperation: (node) => {
      if (node.operator === "!") replace(node, textOf(node.subExpression), `without ! in ${textOf(node)}`);
    },
  });

  return { source: insert(source, opening, closing), mutants };
}

function span(node: ASTNode): [start: number, end: number] {
  if (node.range === undefined) throw new Error(`no position for ${node.type}`);
  return [node.range[0], node.range[1] + 1];
}

const isRequire = (node: ASTNode): boolean =>
  node.type === "FunctionCall" && node.expression.type === "Identifier" && node.expression.name === "require";

function nameOf(node: FunctionDefinition): string {
  if (node.isConstructor) return "constructor";
  if (node.isFallback) return "fallback";
  return node.isReceiveEther ? "receive" : (node.name ?? "");
}

/** What closes at a place stands before what opens there. */
function insert(
  source: string,
  opening: readonly { at: number; text: string }[],
  closing: readonly { at: number; text: string }[],
): string {
  let result = "";
  let done = 0;
  const all = [...closing, ...opening].toSorted((a, b) => a.at - b.at);
  for (const { at, text } of all) {
    result += source.slice(done, at) + text;
    done = at;
  }
  return result + source.slice(done);
}
