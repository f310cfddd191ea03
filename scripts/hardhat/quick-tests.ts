import type { HardhatPlugin } from "hardhat/types/plugins";

/**
 * Compiles Solidity tests by the legacy code generator, ten times as fast. What they test is not touched by it: they
 * deploy the artifacts of `contracts/`, which are compiled as they are deployed.
 */
const plugin: HardhatPlugin = {
  id: "granary-quick-tests",
  hookHandlers: { solidity: () => import("./quick-tests-hook.ts") },
};

export default plugin;
