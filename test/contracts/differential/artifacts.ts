import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

export interface Artifact {
  readonly abi: string;
  readonly bytecode: string;
}

/** The artifact of a contract that lies beside this file. Those of tests are kept apart from the others. */
export async function testArtifact(hre: HardhatRuntimeEnvironment, name: string): Promise<Artifact> {
  const source = fileURLToPath(new URL(`${name}.sol`, import.meta.url));
  await hre.solidity.build([source], { scope: "tests", quiet: true });
  const folder = await hre.solidity.getArtifactsDirectory("tests");
  const path = `${folder}/test/contracts/differential/${name}.sol/${name}.json`;
  return JSON.parse(await readFile(path, "utf8")) as Artifact;
}
