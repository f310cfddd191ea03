import { task } from "hardhat/config";
import type { HardhatPlugin } from "hardhat/types/plugins";

/** `hardhat start`. */
const plugin: HardhatPlugin = {
  id: "granary-start",
  tasks: [
    task("start", "Runs a small market on this machine: chain, contracts, database, indexer; again where it was left")
      .addFlag({ name: "fresh", description: "Forget what earlier starts left and begin anew" })
      .setAction(() => import("./task.ts"))
      .build(),
  ],
};

export default plugin;
