import { type BaseContract, Interface, MaxUint256, type Signer, ZeroAddress } from "ethers";
import type { Chain } from "../chain.ts";
import type { World } from "../world.ts";
import { type Artifact, artifactsOf } from "./artifacts.ts";
import { UTILS } from "./packages.ts";

/** What the acts of another protocol cost, on the same chain with the same token and the same actors. */
export interface Peer {
  readonly key: string;
  readonly name: string;
  readonly acts: Readonly<Record<string, bigint>>;
}

/** One call on a peer's contract; returns the gas. */
export type Call = (by: Signer, act: string, ...values: readonly unknown[]) => Promise<bigint>;

export async function deploy(chain: Chain, { abi, bytecode }: Artifact, values: unknown[] = []): Promise<BaseContract> {
  const factory = await chain.ethers.getContractFactory(abi, bytecode.object);
  return chain.deploy(() => factory.deploy(...values));
}

/** Sablier's comptroller behind its proxy, as it stands on the networks, but with no fee and no price oracle to ask. */
export async function deployComptroller({ chain, farmer }: World): Promise<BaseContract> {
  const artifact = artifactsOf(UTILS);
  const comptroller = artifact("SablierComptroller");
  const implementation = await deploy(chain, comptroller, [farmer.address]);
  const setup = new Interface(comptroller.abi).encodeFunctionData("initialize", [
    farmer.address,
    0n,
    0n,
    0n,
    0n,
    ZeroAddress,
  ]);
  return deploy(chain, artifact("ERC1967Proxy"), [await implementation.getAddress(), setup]);
}

/** The customer approves the peer as he has approved Pools. */
export async function openAccount({ chain, plain, customer }: World, peer: BaseContract): Promise<Call> {
  await chain.send(() => plain.connect(customer).approve(peer, MaxUint256));
  return (by, act, ...values) =>
    chain.gasOf(() =>
      peer
        .connect(by)
        .getFunction(act)
        .send(...values),
    );
}
