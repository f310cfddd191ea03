import type { HardhatPlugin } from "hardhat/types/plugins";

/** Makes every compiler warning in our own Solidity an error: Hardhat has no setting for it. */
const plugin: HardhatPlugin = {
  id: "granary-warnings-as-errors",
  hookHandlers: { solidity: () => import("./warnings-as-errors-hook.ts") },
};

export default plugin;
