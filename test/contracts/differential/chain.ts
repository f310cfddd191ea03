import { ContractFactory, dataSlice, id, Interface, type Signer, ZeroAddress } from "ethers";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { EthereumProvider } from "hardhat/types/providers";
import { ACCOUNTS, KINDS, PURSE, TOKENS } from "../../model/acts/cast.ts";
import { BEGINNING } from "../../model/acts.ts";
import { NATIVE, NOBODY, POOLS } from "../../model/names.ts";
import { FEE_BPS } from "../../model/tokens.ts";
import type { ILensInterface } from "../../../types/interfaces/ILens.js";
import type { IPoolsInterface } from "../../../types/interfaces/IPools.js";
import type { IRegistryInterface } from "../../../types/interfaces/IRegistry.js";
import { testArtifact, type Artifact } from "./artifacts.ts";

/** Who can sign, and send what he signed. */
type Person = Pick<HardhatEthersSigner, "address" | "signTypedData" | "sendTransaction">;

/** A chain without anything on it, that takes what is sent for a gas price of 0. */
export interface Ground {
  readonly provider: Pick<EthereumProvider, "request">;
  /** One for each account of the cast, and one more. */
  readonly signers: readonly (Person & Signer)[];
  readonly chainId: bigint;
  readonly setBalance: (address: string, amount: bigint) => Promise<void>;
  readonly takeSnapshot: () => Promise<{ readonly restore: () => Promise<void> }>;
}

/** One in this process: the fastest. */
async function groundHere(hre: HardhatRuntimeEnvironment): Promise<Ground> {
  const { provider, ethers, networkConfig, networkHelpers } = await hre.network.create({
    override: {
      allowBlocksWithSameTimestamp: true,
      initialBaseFeePerGas: 0n,
      initialDate: new Date(Number(BEGINNING - 1_000n) * 1_000).toISOString(),
    },
  });
  return {
    provider,
    signers: await ethers.getSigners(),
    chainId: BigInt(networkConfig.chainId ?? 31_337),
    setBalance: (address, amount) => networkHelpers.setBalance(address, amount),
    takeSnapshot: () => networkHelpers.takeSnapshot(),
  };
}

/** A chain with the contracts, the cast of the model with its purses, and no story yet. */
export async function newChain(hre: HardhatRuntimeEnvironment, given?: Ground) {
  const ground = given ?? (await groundHere(hre));
  const { provider, signers, chainId } = ground;
  const deployer = signers[ACCOUNTS.length];
  if (deployer === undefined) throw new Error("too few accounts");

  const deploy = async ({ abi, bytecode }: Pick<Artifact, "bytecode"> & { abi: unknown }, ...args: unknown[]) => {
    const contract = await new ContractFactory(abi as string, bytecode, deployer).deploy(...args, { gasPrice: 0 });
    await contract.waitForDeployment();
    return await contract.getAddress();
  };

  const artifactOf = (name: string) => hre.artifacts.readArtifact(name);
  const registry = await deploy(await artifactOf("Registry"));
  const extension = await deploy(await artifactOf("PoolsExtension"), registry);
  const pools = await deploy(await artifactOf("Pools"), registry, extension);
  const doors = await deploy(await artifactOf("Doors"), pools);
  const orders = await deploy(await artifactOf("Orders"), pools);
  const lens = await deploy(await artifactOf("Lens"), doors);
  const currency = await testArtifact(hre, "Currency");
  const observer = await testArtifact(hre, "Observer");

  const addresses = new Map<string, string>([
    [NOBODY, ZeroAddress],
    [POOLS, pools],
    [NATIVE, ZeroAddress],
  ]);
  const people = new Map<string, Person>();
  ACCOUNTS.forEach((name, at) => {
    const signer = signers[at];
    if (signer === undefined) throw new Error("too few accounts");
    people.set(name, signer);
    addresses.set(name, signer.address);
  });

  const token = new Interface(currency.abi);
  for (const [at, name] of TOKENS.entries()) {
    if (name === NATIVE) continue;
    const address = await deploy(currency, KINDS.get(name) === "fee" ? FEE_BPS : 0n, [2, 18, 6][at] ?? 6);
    addresses.set(name, address);
    for (const person of people.values()) {
      const all = { to: address, gasPrice: 0 };
      await person.sendTransaction({ ...all, data: token.encodeFunctionData("mint", [person.address, PURSE]) });
      await person.sendTransaction({ ...all, data: token.encodeFunctionData("approve", [pools, 2n ** 256n - 1n]) });
    }
  }
  for (const person of people.values()) await ground.setBalance(person.address, PURSE);

  const contracts = await artifactOf("IPools");
  const errors = await artifactOf("Errors");
  return {
    provider,
    signers: people,
    /** Who is not of the cast has an address, and no more. */
    addressOf: (name: string): string => {
      return addresses.get(name) ?? dataSlice(id(name), 12);
    },
    chainId,
    registry,
    pools,
    doors,
    orders,
    lens,
    observer: await deploy(observer),
    faces: {
      registry: new Interface((await artifactOf("IRegistry")).abi) as IRegistryInterface,
      pools: new Interface(contracts.abi) as IPoolsInterface,
      lens: new Interface((await artifactOf("ILens")).abi) as ILensInterface,
      orders: new Interface((await artifactOf("IOrders")).abi),
      token,
      observer: new Interface(observer.abi),
      errors: new Interface(errors.abi),
    },
    beginning: await ground.takeSnapshot(),
  };
}

export type Chain = Awaited<ReturnType<typeof newChain>>;
