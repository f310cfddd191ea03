import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";
import type { HardhatPlugin } from "hardhat/types/plugins";

/** `hardhat deploy`. */
const plugin: HardhatPlugin = {
  id: "granary-deploy",
  tasks: [
    task("deploy", "Deploys the contracts, or what an earlier run left to do, and verifies them on chain")
      .addFlag({ name: "verifyOnly", description: "Check what is recorded; needs no key and changes nothing" })
      .addFlag({ name: "dryRun", description: "Show what is missing and what it costs; send nothing" })
      .addOption({
        name: "out",
        description: "Folder of the records; <chainId>.json has addresses, start block, transactions, compiler",
        type: ArgumentType.STRING,
        defaultValue: "deployments",
      })
      .setAction(() => import("./task.ts"))
      .build(),
  ],
};

export default plugin;
