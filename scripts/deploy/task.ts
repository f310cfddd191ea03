import { resolve } from "node:path";
import process from "node:process";
import type { NewTaskActionFunction } from "hardhat/types/tasks";
import { connect } from "./chain.ts";
import { deploy } from "./deploy.ts";
import { DeployError, withoutSecrets } from "./errors.ts";
import { resolveNetwork } from "./network.ts";

interface Arguments {
  verifyOnly: boolean;
  dryRun: boolean;
  out: string;
}

const action: NewTaskActionFunction<Arguments> = async ({ verifyOnly, dryRun, out }, hre) => {
  let secrets: readonly string[] = [];
  try {
    const network = await resolveNetwork(hre, !verifyOnly);
    secrets = network.secrets;
    await hre.tasks.getTask("build").run({ quiet: true, noTests: true });
    // Without a key nothing can be sent; a check needs none.
    const override = verifyOnly ? ({ accounts: "remote" } as const) : {};
    const connection = await hre.network.create({ network: network.name, override });
    try {
      const directory = resolve(hre.config.paths.root, out);
      const common = { hre, provider: connect(connection.provider), directory, say: console.log };
      await deploy(common, { verifyOnly, dryRun });
    } finally {
      await connection.close();
    }
  } catch (error) {
    console.error(withoutSecrets(error, secrets));
    console.error(error instanceof DeployError ? error.remedy : "Run again: what is recorded is kept.");
    process.exitCode = 1;
  }
};

export default action;
