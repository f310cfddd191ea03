import { expect } from "chai";
import { nextStep } from "../../../src/bridge/relay/delivery.ts";

const failed = { kind: "failed", trouble: "ECONNREFUSED" } as const;

describe("What becomes of an errand after a try", () => {
  it("accepted: done", () => {
    expect(nextStep({ kind: "accepted" }, 5n, 0n, 10n)).to.deep.equal({ kind: "done" });
  });

  it("refused: parked", () => {
    expect(nextStep({ kind: "refused", trouble: "never" }, 0n, 0n, 10n)).to.deep.equal({
      kind: "park",
      trouble: "never",
    });
  });

  it("failed: again, after ever longer, at most ten minutes", () => {
    const waits = Array.from({ length: 12 }, (_, attempts) => {
      const step = nextStep(failed, BigInt(attempts), 0n, 1000n);
      return step.kind === "retry" ? step.at - 1000n : undefined;
    });
    expect(waits).to.deep.equal([1n, 2n, 4n, 8n, 16n, 32n, 64n, 128n, 256n, 512n, 600n, 600n]);
    expect(nextStep(failed, 10n ** 9n, 0n, 1000n)).to.deep.include({ kind: "retry", at: 1600n });
  });

  it("failed for two weeks: parked", () => {
    const weeks = 14n * 86_400n;
    expect(nextStep(failed, 9n, 100n, 99n + weeks).kind).to.equal("retry");
    expect(nextStep(failed, 9n, 100n, 100n + weeks)).to.deep.equal({ kind: "park", trouble: "ECONNREFUSED" });
  });
});
