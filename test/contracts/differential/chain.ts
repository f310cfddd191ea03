import { ContractFactory, dataSlice, id, Interface, ZeroAddress } from "ethers";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { ACCOUNTS, KINDS, PURSE, TOKENS } from "../../model/acts/cast.ts";
import { BEGINNING } from "../../model/acts.ts";
import { NATIVE, NOBODY, POOLS } from "../../model/names.ts";
import { FEE_BPS } from "../../model/tokens.ts";
import type { ILensInterface } from "../../../types/interfaces/ILens.js";
import type { IPoolsInterface } from "../../../types/interfaces/IPools.js";
import type { IRegistryInterface } from "../../../types/interfaces/IRegistry.js";
import { testArtifact, type Artifact } from "./artifacts.ts";

/** A chain with the contracts, the cast of the model with its purses, and no story yet. */
export async function newChain(hre: HardhatRuntimeEnvironment) {
  const connection = await hre.network.create({
    override: {
      allowBlocksWithSameTimestamp: true,
      initialBaseFeePerGas: 0n,
      initialDate: new Date(Number(BEGINNING - 1_000n) * 1_000).toISOString(),
    },
  });
  const { provider, ethers, networkHelpers } = connection;
  const signers = await ethers.getSigners();
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
  const lens = await deploy(await artifactOf("Lens"), doors);
  const currency = await testArtifact(hre, "Currency");
  const observer = await testArtifact(hre, "Observer");

  const addresses = new Map<string, string>([
    [NOBODY, ZeroAddress],
    [POOLS, pools],
    [NATIVE, ZeroAddress],
  ]);
  const people = new Map<string, HardhatEthersSigner>();
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
  for (const person of people.values()) await networkHelpers.setBalance(person.address, PURSE);

  const contracts = await artifactOf("IPools");
  const errors = await artifactOf("Errors");
  return {
    provider,
    signers: people,
    /** Who is not of the cast has an address, and no more. */
    addressOf: (name: string): string => {
      return addresses.get(name) ?? dataSlice(id(name), 12);
    },
    chainId: BigInt(connection.networkConfig.chainId ?? 31_337),
    registry,
    pools,
    lens,
    observer: await deploy(observer),
    faces: {
      registry: new Interface((await artifactOf("IRegistry")).abi) as IRegistryInterface,
      pools: new Interface(contracts.abi) as IPoolsInterface,
      lens: new Interface((await artifactOf("ILens")).abi) as ILensInterface,
      token,
      observer: new Interface(observer.abi),
      errors: new Interface(errors.abi),
    },
    beginning: await networkHelpers.takeSnapshot(),
  };
}

export type Chain = Awaited<ReturnType<typeof newChain>>;
