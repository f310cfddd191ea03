import { expect } from "chai";
import { canonicalJson } from "../../../src/protocol/canonicalJson.ts";
import { readResult, RESULT_STATE, resultStep, type ResultStep } from "../../../src/protocol/workload/result.ts";

const result = {
  category: 1,
  workload_id: 1,
  node_id: 7,
  state: RESULT_STATE.ok,
  message: "",
  data_json: '{"ports":[8080]}',
  epoch: 1_800_000_000,
};
const read = (value: unknown): unknown => readResult(Buffer.from(canonicalJson(value)));

describe("A node's result (section 5)", () => {
  it("is read from the signed bytes", () => {
    expect(read(result)).to.deep.equal(result);
  });

  const wrong: Record<string, [change: object, problem: string]> = {
    "of a category that is none": [{ category: 7 }, "/category must be at most 6"],
    "in a state that is none": [{ state: 3 }, "/state must be at most 2"],
    "with a field more": [{ more: 1 }, 'unknown fields: "more"'],
    "with a message of 5,000 characters": [{ message: "x".repeat(5000) }, "/message"],
  };
  for (const [what, [change, problem]] of Object.entries(wrong)) {
    it(`is refused ${what}`, () => {
      expect(() => read({ ...result, ...change })).to.throw(problem);
    });
  }

  const { error, ok, deleted } = RESULT_STATE;
  const steps: readonly (readonly [before: number | undefined, next: number, step: ResultStep])[] = [
    [undefined, error, "take"],
    [undefined, ok, "take"],
    [undefined, deleted, "take"],
    [ok, ok, "acknowledge"],
    [ok, error, "take"],
    [ok, deleted, "take"],
    [error, error, "acknowledge"],
    [error, ok, "refuse"],
    [error, deleted, "take"],
    [deleted, deleted, "acknowledge"],
    [deleted, ok, "refuse"],
    [deleted, error, "refuse"],
  ];
  const name = (state: number | undefined): string =>
    Object.entries(RESULT_STATE).find(([, number]) => number === state)?.[0] ?? "nothing";
  for (const [before, next, step] of steps) {
    it(`${name(next)} after ${name(before)}: ${step}`, () => {
      expect(resultStep(before, next)).to.equal(step);
    });
  }
});
