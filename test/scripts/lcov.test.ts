import { expect } from "chai";
import { parseLcov, percent, show, tally } from "../../scripts/check/lcov.mjs";

const REPORT = `TN:
SF:contracts/Pools.sol
DA:10,3
DA:11,0
BRDA:10,0,0,3
BRDA:10,0,1,-
end_of_record
TN:
SF:contracts/Doors.sol
DA:5,1
end_of_record
`;

describe("an lcov report", () => {
  const files = parseLcov(REPORT);
  const pools = files.get("contracts/Pools.sol");

  it("has every file", () => {
    expect([...files.keys()]).to.deep.equal(["contracts/Pools.sol", "contracts/Doors.sol"]);
  });

  it("counts lines", () => {
    expect(tally(pools?.lines.values() ?? [])).to.deep.equal({ hit: 1, of: 2 });
  });

  it("counts a branch that was never reached as not taken", () => {
    expect(show(tally(pools?.branches.values() ?? []))).to.equal("50.00 % (1/2)");
  });

  it("calls nothing to hit all hit", () => {
    expect(percent(tally([]))).to.equal(100);
  });
});
