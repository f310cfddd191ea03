import { expect } from "chai";
import { readSigningRequest } from "../../../src/protocol/workload/signingRequest.ts";

const read = (json: string): unknown => readSigningRequest(Buffer.from(json));

describe("A signing request of its own, as terms name it by its hash", () => {
  it("is read from its canonical text", () => {
    expect(read('{"quorum_min":2,"signers":[3,5,7]}')).to.deep.equal({ signers: [3, 5, 7], quorum_min: 2 });
  });

  it("is refused in any other text", () => {
    expect(() => read('{"signers":[3,5,7],"quorum_min":2}')).to.throw("canonical form");
  });

  it("is refused when nobody could fulfil it", () => {
    expect(() => read('{"quorum_min":4,"signers":[3,5,7]}')).to.throw("/quorum_min must be at most 3");
    expect(() => read('{"quorum_min":1,"signers":[]}')).to.throw("/signers must have at least 1");
  });
});
