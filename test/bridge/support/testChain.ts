import { Interface } from "ethers";
import hre from "hardhat";
import { granaryDomain } from "../../../src/protocol/eip712.ts";
import type { Hex } from "../../../src/protocol/hex.ts";
import { type Contracts, decoderFor } from "../../../src/bridge/chain/decode.ts";
import type { Endpoint } from "../../../src/bridge/chain/endpoint.ts";
import { createEndpoints } from "../../../src/bridge/chain/endpoints.ts";
import { createFollower, type Follower, type FollowerEvent } from "../../../src/bridge/chain/follower.ts";
import { createMirror } from "../../../src/bridge/chain/mirror/apply.ts";
import { createRecord } from "../../../src/bridge/chain/record.ts";
import type { Database } from "../../../src/bridge/db/database.ts";
import { EndpointError } from "../../../src/bridge/errors.ts";
import { type Chain, type Ground, newChain } from "../../contracts/differential/chain.ts";
import { perform, type Performance } from "../../contracts/differential/perform.ts";
import type { Happening } from "../../model/acts.ts";

/** The contracts on a chain, with the model's cast. */
export class TestChain {
  /** In this process, unless another ground is given. */
  static async start(ground?: Ground): Promise<TestChain> {
    return new TestChain(await newChain(hre, ground));
  }

  readonly chain: Chain;
  readonly #hashes = new Map<number, string>();
  #count = 0;

  private constructor(chain: Chain) {
    this.chain = chain;
  }

  get contracts(): Contracts {
    const { registry, pools, orders } = this.chain;
    const [a, b, c] = [registry, pools, orders].map((address) => address.toLowerCase() as Hex);
    return { registry: a ?? "0x", pools: b ?? "0x", orders: c ?? "0x" };
  }

  async perform(happening: Happening): Promise<Performance> {
    const performance = await perform(this.chain, happening, this.#hashes, this.#count++);
    if (!performance.ok) return performance;
    for (const { name, args } of performance.logs) {
      if (name !== "Reserved" && name !== "RefillReserved") continue;
      this.#hashes.set(Number(args["id"]), String(args["termsHash"]));
    }
    return performance;
  }

  async request(method: string, ...params: unknown[]): Promise<unknown> {
    const answer: unknown = await this.chain.provider.request({ method, params });
    return answer;
  }

  /** Takes blocks back to here. */
  async bookmark(): Promise<() => Promise<void>> {
    let id = await this.request("evm_snapshot");
    return async () => {
      await this.request("evm_revert", id);
      id = await this.request("evm_snapshot");
    };
  }

  /** What a contract's view says at the newest block. */
  async view(contract: "Registry" | "Pools" | "Lens", name: string, ...args: unknown[]): Promise<unknown[]> {
    const { abi } = await hre.artifacts.readArtifact(`I${contract}`);
    const face = new Interface(abi);
    const to = { Registry: this.chain.registry, Pools: this.chain.pools, Lens: this.chain.lens }[contract];
    const data = face.encodeFunctionData(name, args);
    const answer = (await this.request("eth_call", { to, data }, "latest")) as string;
    return face.decodeFunctionResult(name, answer).toArray() as unknown[];
  }

  /** An endpoint that asks the chain itself; `meddle` may change an answer, or throw. */
  endpoint(name = "here", meddle?: (method: string, params: readonly unknown[], answer: unknown) => unknown): Endpoint {
    return {
      name,
      call: async (method, params) => {
        let answer: unknown;
        try {
          answer = await this.request(method, ...params);
        } catch (cause) {
          throw new EndpointError(String(cause), "", { cause });
        }
        return meddle === undefined ? answer : meddle(method, params, answer);
      },
      close: () => {},
    };
  }

  follower(
    db: Database,
    {
      farmId = 1n,
      endpoints = [this.endpoint()],
      reorgDepth = 12n,
      observe = () => {},
    }: {
      farmId?: bigint;
      endpoints?: readonly Endpoint[];
      reorgDepth?: bigint;
      observe?: (event: FollowerEvent) => void;
    } = {},
  ): Follower {
    const { contracts } = this;
    const mirror = createMirror(farmId, granaryDomain(this.chain.chainId, contracts.pools));
    return createFollower({
      db,
      endpoints: createEndpoints(endpoints),
      record: createRecord(db, mirror, decoderFor(contracts)),
      addresses: Object.values(contracts) as Hex[],
      startBlock: 1n,
      reorgDepth,
      observe,
    });
  }
}

/** Steps until it is at the head. */
export async function catchUp(follower: Follower): Promise<void> {
  for (let steps = 0; steps < 1000; steps++) {
    const look = await follower.step();
    if (look.kind === "current") return;
    if (look.kind === "unknown") throw new Error("the chain's state cannot be told");
  }
  throw new Error("it never reached the head");
}
