import { type Static, Type } from "typebox";
import { readCanonicalJson } from "../canonicalJson.ts";
import { exactly, Tid } from "./fields.ts";
import { DocumentError, type Problem, shapeOf } from "./problems.ts";

const MOST_SIGNERS = 1000;

/** Who must agree, and how many of them. */
export const SigningRequest = Type.Object(
  {
    signers: Type.Array(Tid, { minItems: 1, maxItems: MOST_SIGNERS, uniqueItems: true }),
    quorum_min: Type.Integer({ minimum: 1, maximum: MOST_SIGNERS }),
  },
  exactly,
);
export type SigningRequest = Static<typeof SigningRequest>;

const demandShape = shapeOf<SigningRequest>(SigningRequest);

/** Reads the text whose hash stands in a pool's terms. */
export function readSigningRequest(json: Uint8Array): SigningRequest {
  const request = demandShape(readCanonicalJson(json));
  const problems = [...signingRequestProblems("", request)];
  if (problems.length > 0) throw new DocumentError(problems);
  return request;
}

/** What its shape does not say. */
export function* signingRequestProblems(path: string, request: SigningRequest): Iterable<Problem> {
  if (request.quorum_min <= request.signers.length) return;
  yield { path: `${path}/quorum_min`, expected: `must be at most ${request.signers.length}, the number of signers` };
}
