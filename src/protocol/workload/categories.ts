import { Container } from "./container.ts";
import { Gateway } from "./gateway.ts";
import { Network } from "./network.ts";
import { PublicIp } from "./publicIp.ts";
import { Vm } from "./vm.ts";
import { Volume } from "./volume.ts";
import { Zdb } from "./zdb.ts";

/** The kinds of workloads: the list in the document, the number in a result, and the shape. */
export const CATEGORIES = {
  zdbs: { number: 0, schema: Zdb },
  containers: { number: 1, schema: Container },
  volumes: { number: 2, schema: Volume },
  networks: { number: 3, schema: Network },
  vms: { number: 4, schema: Vm },
  gateways: { number: 5, schema: Gateway },
  public_ips: { number: 6, schema: PublicIp },
} as const;

export type Category = keyof typeof CATEGORIES;

export const CATEGORY_NAMES = Object.keys(CATEGORIES) as readonly Category[];
