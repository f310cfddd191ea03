import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { ProtocolError } from "../../protocol/errors.ts";
import { DocumentError } from "../../protocol/workload/problems.ts";
import { Refused } from "../errors.ts";

/** RFC 9457. The type is a page of docs/errors.md; programs switch on the code. */
const Shape = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.String(),
  remedy: Type.String(),
  details: Type.Optional(Type.Record(Type.String(), Type.Unknown(), { description: "for programs, by code" })),
  problems: Type.Optional(
    Type.Array(Type.Object({ path: Type.String(), expected: Type.String() }), {
      description: "of a document: JSON pointers, and what was expected there",
    }),
  ),
});

/** How routes declare it. */
export const Problem = {
  description: "What is wrong, and what to do",
  content: { "application/problem+json": { schema: Shape } },
};

interface ProblemFields {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly remedy: string;
  readonly more?: object;
}

/** Every error of the API leaves here. What was not foreseen is told to the log, and to nobody else. */
export function answerProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error);
  if (problem.status >= 500) request.log.error({ err: error, code: problem.code }, "a request failed");
  const { status, code, detail, remedy, more } = problem;
  if (status === 503) void reply.header("retry-after", "5");
  void reply
    .status(status)
    .type("application/problem+json")
    .send({ type: `urn:granary:problem:${code}`, title: code, status, code, detail, remedy, ...more });
}

export function notFound(request: FastifyRequest): never {
  throw new Refused(
    "NoSuchPath",
    404,
    `There is nothing at ${request.method} ${request.url.slice(0, 200)}.`,
    "GET /openapi.json says what there is.",
  );
}

function problemOf(error: FastifyError): ProblemFields {
  const refused = error as unknown;
  if (refused instanceof Refused) {
    const { status, code, message: detail, remedy, details } = refused;
    return { status, code, detail, remedy, more: { details } };
  }
  if (refused instanceof DocumentError) {
    const { code, message: detail, remedy, problems } = refused;
    return { status: 422, code, detail, remedy, more: { problems } };
  }
  if (refused instanceof ProtocolError) {
    const { code, message: detail, remedy } = refused as ProtocolError;
    return { status: 422, code, detail, remedy };
  }
  return error.statusCode !== undefined && error.statusCode < 500 ? problemOfRequest(error) : UNFORESEEN;
}

/** What the server itself refuses: a body that is no JSON, too long, not of the shape. */
function problemOfRequest({ statusCode: status = 400, code: reason, message: detail }: FastifyError): ProblemFields {
  switch (status) {
    case 413:
      return { status, code: "TooLarge", detail, remedy: "Send less: a document has at most a megabyte." };
    case 415:
      return { status, code: "NotJson", detail, remedy: "Send application/json." };
    case 429:
      return { status, code: "TooManyRequests", detail, remedy: "Wait as long as Retry-After says." };
    default:
      return {
        status,
        code: reason === "FST_ERR_VALIDATION" ? "BadRequest" : "Malformed",
        detail,
        remedy: "GET /openapi.json says what a request must look like.",
      };
  }
}

const UNFORESEEN: ProblemFields = {
  status: 500,
  code: "InternalError",
  detail: "The bridge failed at this request. What was asked for was not done.",
  remedy: "Send it again later: the same request twice does the same once.",
};
