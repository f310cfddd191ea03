import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Contract, ContractFactory, type InterfaceAbi } from "ethers";
import hre from "hardhat";

/** A harness that lies beside this file, on a chain of this process. */
export async function deployHarness(name: string): Promise<Contract> {
  const source = fileURLToPath(new URL(`${name}.sol`, import.meta.url));
  await hre.solidity.build([source], { scope: "tests", quiet: true });
  const folder = await hre.solidity.getArtifactsDirectory("tests");
  const artifact = await readFile(`${folder}/test/contracts/harness/${name}.sol/${name}.json`, "utf8");
  const { abi, bytecode } = JSON.parse(artifact) as { abi: InterfaceAbi; bytecode: string };
  const { ethers } = await hre.network.getOrCreate();
  const [deployer] = await ethers.getSigners();
  const harness = await new ContractFactory(abi, bytecode, deployer).deploy();
  await harness.waitForDeployment();
  return harness as Contract;
}
