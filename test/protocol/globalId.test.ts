import { expect } from "chai";
import { globalId, parseGlobalId } from "../../src/protocol/globalId.ts";

describe("A workload's global id", () => {
  it("is reservation and workload in 8 hexadecimal digits each", () => {
    expect(globalId(5n, 1n)).to.equal("0000000500000001");
    expect(globalId(2n ** 32n - 1n, 10n)).to.equal("ffffffff0000000a");
  });

  it("is read back", () => {
    expect(parseGlobalId("0000000500000001")).to.deep.equal({ reservationId: 5n, workloadId: 1n });
    expect(parseGlobalId("ffffffffffffffff")).to.deep.equal({
      reservationId: 2n ** 32n - 1n,
      workloadId: 2n ** 32n - 1n,
    });
  });

  it("refuses numbers that do not fit", () => {
    expect(() => globalId(2n ** 32n, 1n)).to.throw("reservation id");
    expect(() => globalId(1n, 2n ** 32n)).to.throw("workload id");
    expect(() => globalId(-1n, 1n)).to.throw("reservation id");
  });

  for (const text of ["", "500000001", "000000050000000A", "0x00000500000001", "0000000500000001 "]) {
    it(`refuses "${text}"`, () => {
      expect(() => parseGlobalId(text)).to.throw("no workload's id");
    });
  }
});
