import { expect } from "chai";
import { readDocument, type Workload, workloadsOf } from "../../../src/protocol/workload/document.ts";
import { canonicalJson } from "../../../src/protocol/canonicalJson.ts";
import { drawOf, resourcesOf } from "../../../src/protocol/workload/workloadDraw.ts";
import { container, reservation } from "../support/document.ts";

const SEALED = "ab".repeat(48);
const volume = (disk: "ssd" | "hdd"): object => ({ workload_id: 1, node_id: 7, size: 100, disk });
const only = (kind: string, body: object): Workload => {
  const empty = reservation({ containers: [] });
  const [workload] = workloadsOf({ ...empty, [kind]: [body] });
  if (workload === undefined) throw new Error("no workload");
  return workload;
};

describe("What a workload draws", () => {
  const cases: readonly (readonly [what: string, workload: Workload, cu: bigint, su: bigint])[] = [
    ["a container of 1 vCPU, 2 GiB, 1 GiB of root", only("containers", container()), 500n, 5n],
    ["a container of 2 vCPU, 4 GiB", only("containers", container({ cru: 2, mru: 4, root_size: 50 })), 1000n, 250n],
    ["100 GiB of SSD", only("volumes", volume("ssd")), 0n, 500n],
    ["100 GiB of HDD", only("volumes", volume("hdd")), 0n, 84n],
    ["a zdb namespace of 100 GiB of SSD", only("zdbs", { ...volume("ssd"), mode: "user", password: SEALED }), 0n, 500n],
    ["a machine of 1 vCPU, 64 GiB", only("vms", { cru: 1, mru: 64, root_size: 20 }), 8000n, 100n],
    ["a public address", only("public_ips", { target: 1 }), 250n, 0n],
    ["a network", only("networks", {}), 0n, 0n],
    ["a gateway", only("gateways", {}), 0n, 0n],
  ];
  for (const [what, workload, cu, su] of cases) {
    it(`${what}: ${cu} mCU, ${su} mSU`, () => {
      expect(drawOf(workload, 250n)).to.deep.equal({ cu, su });
    });
  }

  it("is nothing for what takes nothing of its node", () => {
    expect(resourcesOf(only("gateways", {}))).to.deep.equal({ cru: 0n, mru: 0n, sru: 0n, hru: 0n });
  });

  it("cannot be made to wrap by any document that is read", () => {
    const largest = container({ cru: 4096, mru: 2 ** 20, root_size: 2 ** 20 });
    const [workload] = workloadsOf(readDocument(Buffer.from(canonicalJson(reservation({ containers: [largest] })))));
    if (workload === undefined) throw new Error("no workload");
    expect(drawOf(workload, 0n)).to.deep.equal({ cu: 131_072_000n, su: 5_242_880n });
  });
});
