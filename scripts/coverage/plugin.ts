import type { HardhatPlugin } from "hardhat/types/plugins";

/** Under `--coverage`, counts branches besides the lines and statements that Hardhat counts. */
const plugin: HardhatPlugin = {
  id: "granary-branch-coverage",
  hookHandlers: { solidity: () => import("./hook.ts") },
};

export default plugin;
