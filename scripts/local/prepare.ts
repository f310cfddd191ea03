import { join } from "node:path";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { findGnd } from "../stack/gnd.ts";
import { interfaceFiles } from "../subgraph/project.ts";
import { buildTemplate } from "../subgraph/template.ts";

/** What takes long and needs neither chain nor database. */
export interface Preparation {
  readonly contracts: Promise<unknown>;
  /** The subgraph without its place; undefined where nothing could run it, or another is wanted. */
  readonly template: Promise<string | undefined>;
}

/** Compiles the contracts and builds the subgraph, one beside the other: it needs only the interfaces, and those at once. */
export function prepare(hre: HardhatRuntimeEnvironment, wantsTemplate: boolean): Preparation {
  const { root } = hre.config.paths;
  const interfaces =
    wantsTemplate && findGnd() !== undefined
      ? hre.solidity.build(
          interfaceFiles().map((file) => join(root, file)),
          { quiet: true },
        )
      : Promise.resolve(undefined);
  const contracts = interfaces.then(() => hre.tasks.getTask("build").run({ quiet: true, noTests: true }));
  const template = interfaces.then((built) => (built === undefined ? undefined : buildTemplate(root)));
  // Their failures are heard where they are awaited.
  for (const part of [contracts, template]) part.catch(() => {});
  return { contracts, template };
}
