import { expect } from "chai";
import { ProtocolError } from "../../../src/protocol/errors.ts";

/** The error that `act` must throw. */
export function refusal(act: () => unknown): ProtocolError {
  try {
    act();
  } catch (error) {
    expect(error).to.be.instanceOf(ProtocolError);
    return error as ProtocolError;
  }
  return expect.fail("nothing was refused");
}
