import { mkdir, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { SolidityHooks } from "hardhat/types/hooks";
import { addBranches, DECISION_LIBRARY } from "./branches.ts";

/** Where Hardhat keeps the source of its own library in what it sends to the compiler. */
const LIBRARY_PREFIX = "__NomicFoundationCoverage";

const hooks: Partial<SolidityHooks> = {
  async preprocessProjectFileBeforeBuilding(context, sourceName, fsPath, fileContent, solcVersion, next) {
    const prepared = await next(context, sourceName, fsPath, fileContent, solcVersion);
    // Untouched: a test, a skipped file, or no statement in it.
    if (!context.globalOptions.coverage || prepared === fileContent) return prepared;

    const { root } = context.config.paths;
    const file = relative(root, fsPath).split(sep).join("/");
    const { source, branches } = addBranches(prepared, file);
    const folder = join(root, "coverage", "branches");
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `${file.replaceAll("/", "-")}.json`), JSON.stringify({ file, branches }));
    return source;
  },

  async preprocessSolcInputBeforeBuilding(context, solcInput, next) {
    const input = await next(context, solcInput);
    for (const [name, source] of Object.entries(input.sources)) {
      if (name.startsWith(LIBRARY_PREFIX)) source.content += DECISION_LIBRARY;
    }
    return input;
  },
};

export default (): Promise<Partial<SolidityHooks>> => Promise.resolve(hooks);
