import { Interface, ZeroAddress } from "ethers";
import hre from "hardhat";
import type { Deployment } from "../../../src/protocol/deployment.ts";
import type { Hex } from "../../../src/protocol/hex.ts";
import type { Call, Log } from "../chain/miner.ts";

const FACES = {
  registry: "IRegistry",
  pools: "IPools",
  doors: "IDoors",
  orders: "IOrders",
  dollar: "LocalDollar",
} as const;

export type ContractKey = keyof typeof FACES;

/** An event of the product's contracts, taken apart. */
export interface Told {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** The contracts of the market and a token, and how to call and read them. */
export class Place {
  readonly chainId: bigint;
  readonly coin = ZeroAddress as Hex;
  readonly addresses: Readonly<Record<ContractKey, Hex>>;
  readonly #faces: Readonly<Record<ContractKey, Interface>>;
  /** The face of each contract whose events are indexed. */
  readonly #byAddress: ReadonlyMap<string, Interface>;

  private constructor(
    chainId: bigint,
    addresses: Readonly<Record<ContractKey, Hex>>,
    faces: Readonly<Record<ContractKey, Interface>>,
  ) {
    this.chainId = chainId;
    this.addresses = addresses;
    this.#faces = faces;
    const indexed = ["registry", "pools", "doors", "orders"] as const;
    this.#byAddress = new Map(indexed.map((key) => [addresses[key].toLowerCase(), faces[key]]));
  }

  static async open({ chainId, contracts }: Deployment, dollar: Hex): Promise<Place> {
    const { Registry, Pools, Doors, Orders } = contracts;
    const addresses = {
      ...{ registry: Registry.address, pools: Pools.address, doors: Doors.address, orders: Orders.address },
      dollar,
    };
    const entries = Object.entries(FACES).map(async ([key, name]) => {
      const { abi } = await hre.artifacts.readArtifact(name);
      return [key, new Interface(abi)] as const;
    });
    const faces = Object.fromEntries(await Promise.all(entries)) as Record<ContractKey, Interface>;
    return new Place(BigInt(chainId), addresses, faces);
  }

  call(from: Hex, key: ContractKey, act: string, args: readonly unknown[], value = 0n): Call {
    return { from, to: this.addresses[key], data: this.#faces[key].encodeFunctionData(act, args) as Hex, value };
  }

  /** The events among these logs that the subgraph reads. */
  told(logs: readonly Log[]): Told[] {
    return logs.flatMap(({ address, topics, data }) => {
      const parsed = this.#byAddress.get(address.toLowerCase())?.parseLog({ topics: [...topics], data });
      return parsed ? [{ name: parsed.name, args: parsed.args.toObject() }] : [];
    });
  }
}
