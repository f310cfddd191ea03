import type { TSchema } from "typebox";
import { Pointer } from "typebox/value";
import { Compile } from "typebox/compile";
import type { TLocalizedValidationError } from "typebox/error";
import { ProtocolError } from "../errors.ts";

/** What is wrong with a document, and where: `path` is a JSON pointer. */
export interface Problem {
  readonly path: string;
  readonly expected: string;
}

/** More would not help whoever mends the document. */
const MOST_PROBLEMS = 8;

export class DocumentError extends ProtocolError<"BadDocument"> {
  override readonly name = "DocumentError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const said = problems.map(({ path, expected }) => `${path === "" ? "the document" : path} ${expected}`);
    super("BadDocument", `${said.join("; ")}.`, "Mend these fields and sign the document anew.");
    this.problems = problems;
  }
}

/** @returns a function that returns its argument if it has that shape, and throws {@link DocumentError} otherwise */
export function shapeOf<T>(schema: TSchema): (value: unknown) => T {
  const shape = Compile(schema);
  return (value) => {
    if (shape.Check(value)) return value as T;
    throw new DocumentError(problemsOf(schema, value, shape.Errors(value)));
  };
}

function problemsOf(schema: TSchema, value: unknown, errors: readonly TLocalizedValidationError[]): Problem[] {
  const problems = new Map<string, Problem>();
  for (const error of errors) {
    const path = error.instancePath;
    // A union tells of each of its members and then of itself: the last word is the whole one.
    const problem = { path, expected: expectation(schema, value, error) };
    for (const known of problems.keys())
      if (known.startsWith(`${path}/`) && error.keyword === "anyOf") problems.delete(known);
    problems.set(path, problem);
  }
  return [...problems.values()].slice(0, MOST_PROBLEMS);
}

function expectation(schema: TSchema, value: unknown, error: TLocalizedValidationError): string {
  switch (error.keyword) {
    case "additionalProperties":
      return `has unknown fields: ${list(error.params.additionalProperties)}`;
    case "required":
      return `lacks ${list(error.params.requiredProperties)}`;
    case "minimum":
      return `must be at least ${error.params.limit}`;
    case "maximum":
      return `must be at most ${error.params.limit}`;
    case "maxItems":
      return `must have at most ${error.params.limit} entries`;
    case "minItems":
      return `must have at least ${error.params.limit} entries`;
    case "uniqueItems":
      return "must not name anything twice";
    default: {
      const described = descriptionAt(schema, error.schemaPath);
      const was = brief(Pointer.Get(value, error.instancePath));
      return described === undefined ? `${error.message}, not ${was}` : `must be ${described}, not ${was}`;
    }
  }
}

function descriptionAt(schema: TSchema, schemaPath: string): string | undefined {
  const pointer = schemaPath.replace(/^#/, "");
  const at = Pointer.Get(schema, pointer) as { description?: string } | undefined;
  return at?.description;
}

function list(names: readonly string[]): string {
  return names
    .slice(0, MOST_PROBLEMS)
    .map((name) => JSON.stringify(name.slice(0, 64)))
    .join(", ");
}

/** Enough to recognise the value by; documents hold sealed secrets, which would be noise. */
function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
