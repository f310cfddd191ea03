import { expect } from "chai";
import type { Errand } from "../../../src/bridge/db/tables.ts";
import { nextStep } from "../../../src/bridge/relay/delivery.ts";

const errand = (attempts: bigint, created_at: bigint, kind: Errand = "provision") => ({ kind, attempts, created_at });
const failed = { kind: "failed", trouble: "ECONNREFUSED" } as const;

describe("What becomes of an errand after a try", () => {
  it("accepted: done", () => {
    expect(nextStep({ kind: "accepted" }, errand(5n, 0n), 10n)).to.deep.equal({ kind: "done" });
  });

  it("refused: parked", () => {
    expect(nextStep({ kind: "refused", trouble: "never" }, errand(0n, 0n), 10n)).to.deep.equal({
      kind: "park",
      trouble: "never",
    });
  });

  it("refused what would stop something: again each hour, for it costs somebody as long as it runs", () => {
    for (const kind of ["delete", "suspend"] as const) {
      const step = nextStep({ kind: "refused", trouble: "403: no" }, errand(9n, 0n, kind), 10n ** 9n);
      expect(step).to.deep.include({ kind: "retry", at: 10n ** 9n + 3600n });
    }
  });

  it("a delete of what the node does not have: done", () => {
    expect(nextStep({ kind: "refused", trouble: "404: unknown" }, errand(0n, 0n, "delete"), 10n).kind).to.equal("done");
    expect(nextStep({ kind: "refused", trouble: "404: unknown" }, errand(0n, 0n), 10n).kind).to.equal("park");
  });

  it("failed: again, after ever longer, at most ten minutes", () => {
    const waits = Array.from({ length: 12 }, (_, attempts) => {
      const step = nextStep(failed, errand(BigInt(attempts), 0n), 1000n);
      return step.kind === "retry" ? step.at - 1000n : undefined;
    });
    expect(waits).to.deep.equal([1n, 2n, 4n, 8n, 16n, 32n, 64n, 128n, 256n, 512n, 600n, 600n]);
    expect(nextStep(failed, errand(10n ** 9n, 0n), 1000n)).to.deep.include({ kind: "retry", at: 1600n });
  });

  it("failed for two weeks: parked", () => {
    const weeks = 14n * 86_400n;
    expect(nextStep(failed, errand(9n, 100n), 99n + weeks).kind).to.equal("retry");
    expect(nextStep(failed, errand(9n, 100n), 100n + weeks)).to.deep.equal({ kind: "park", trouble: "ECONNREFUSED" });
  });
});
