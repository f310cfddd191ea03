import { expect } from "chai";
import type { Sent } from "../../../src/bridge/chain/sender.ts";
import { REPORT } from "../../../src/bridge/reports/call.ts";
import { keepReporting, reportingTrouble } from "../../../src/bridge/reports/health.ts";
import { Farmyard, NOW } from "../support/farmyard.ts";

describe("Whether reports reach the chain", () => {
  let yard: Farmyard;
  beforeEach(async () => {
    yard = await Farmyard.build();
  });
  afterEach(() => yard.db.destroy());

  const IDLE: Sent = { kind: "idle" };
  const REFUSED: Sent = { kind: "hopeless", purpose: REPORT, reason: "NotOperator" };
  const mined = (purpose: string, isDone = true): Sent => ({ kind: "mined", purpose, hash: "0x", isDone });
  const keep = (sent: Sent, seconds: bigint, isResting = false): Promise<void> =>
    keepReporting(yard.db, sent, NOW + seconds, isResting);
  const trouble = (seconds: bigint): Promise<string | undefined> => reportingTrouble(yard.db, NOW + seconds);

  it("what the contract refuses is trouble, although between two tries nothing is under way", async () => {
    await keep(REFUSED, 0n);
    await keep(IDLE, 1n, true);
    await keep(mined("answer to 5"), 2n, true);
    expect(await trouble(31n)).to.equal("the contract refuses reports: NotOperator");
    await keep(mined(REPORT), 40n);
    expect(await trouble(100n)).to.equal(undefined);
  });

  it("what passes within half a minute is none", async () => {
    await keep({ kind: "unreachable", trouble: "silent" }, 0n);
    expect(await trouble(29n)).to.equal(undefined);
    expect(await trouble(30n)).to.equal("the chain cannot be reached: silent");
    await keep(IDLE, 31n);
    expect(await trouble(100n)).to.equal(undefined);
  });

  it("a report that the chain took and did not do is no sign of health", async () => {
    await keep({ kind: "out of money", purpose: REPORT }, 0n);
    await keep(mined(REPORT, false), 10n);
    expect(await trouble(60n)).to.contain("cannot pay for gas");
  });
});
