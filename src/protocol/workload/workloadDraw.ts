import { below, RATE_LIMIT } from "../bounds.ts";
import type { PerUnit } from "../perUnit.ts";
import { draw, type Resources } from "../units.ts";
import { containerTakes } from "./container.ts";
import type { Workload } from "./document.ts";
import { vmTakes } from "./vm.ts";
import { volumeTakes } from "./volume.ts";

const NOTHING: Resources = { cru: 0n, mru: 0n, sru: 0n, hru: 0n };

/** What a workload takes of its node. */
export function resourcesOf(workload: Workload): Resources {
  switch (workload.category) {
    case "containers":
      return containerTakes(workload.body);
    case "vms":
      return vmTakes(workload.body);
    case "volumes":
    case "zdbs":
      return volumeTakes(workload.body);
    // They are a node's own doing, and bounded in number.
    case "networks":
    case "gateways":
    case "public_ips":
      return NOTHING;
  }
}

/**
 * What a workload draws from its pool, in milli-units.
 *
 * @param publicIpRate milli-CU that the farm publishes for the lease of an address
 */
export function drawOf(workload: Workload, publicIpRate: bigint): PerUnit<bigint> {
  if (workload.category === "public_ips") return { cu: below("public ip rate", publicIpRate, RATE_LIMIT), su: 0n };
  return draw(resourcesOf(workload));
}
