import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { numberOf } from "./number.ts";
import { mutate, type Mutant } from "./operators.ts";
import { isMoneyPath } from "./scope.ts";

/** Where the contracts with their mutants are compiled, apart from all that could be deployed. */
export const PROJECT = "cache/mutation";

const LIBRARY = "contracts/__Mutant.sol";

/** A mutant is awake in blocks whose randomness is its number. Pure functions must be told too, hence the disguise. */
const LIBRARY_SOURCE = `// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

library __Mutant {
    function on(uint256 number) internal pure returns (bool) {
        function(uint256) view returns (bool) reads = _isAwake;
        function(uint256) pure returns (bool) pretends;
        assembly {
            pretends := reads
        }
        return pretends(number);
    }

    function _isAwake(uint256 number) private view returns (bool) {
        return block.prevrandao == number;
    }
}
`;

/** Copies contracts and tests, and puts all mutants into the money paths. What forge compiled before is kept. */
export function prepareProject(): Mutant[] {
  for (const folder of ["contracts", "test"]) rmSync(join(PROJECT, folder), { recursive: true, force: true });
  mkdirSync(PROJECT, { recursive: true });
  cpSync("contracts", join(PROJECT, "contracts"), { recursive: true });
  cpSync("test/contracts", join(PROJECT, "test/contracts"), { recursive: true });
  writeFileSync(join(PROJECT, LIBRARY), LIBRARY_SOURCE);
  writeFileSync(join(PROJECT, "foundry.toml"), settings());
  return readdirSync("contracts", { recursive: true, encoding: "utf8" })
    .map((name) => `contracts/${name.replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith(".sol") && isMoneyPath(file))
    .sort()
    .flatMap(mutateFile);
}

function mutateFile(file: string): readonly Mutant[] {
  const { source, mutants } = mutate(readFileSync(file, "utf8"), file, numberOf);
  const library = relative(dirname(file), LIBRARY);
  const path = library.startsWith(".") ? library : `./${library}`;
  writeFileSync(join(PROJECT, file), `${source}\nimport {__Mutant} from "${path}";\n`);
  return mutants;
}

/** The project's own, but compiled without optimizer: seconds instead of minutes. */
function settings(): string {
  const root = resolve(".");
  return readFileSync("foundry.toml", "utf8")
    .replace("[profile.default]", `[profile.default]\nallow_paths = ["${root}"]`)
    .replace("via_ir = true", "via_ir = false")
    .replace("optimizer = true", "optimizer = false")
    .replaceAll("node_modules", join(root, "node_modules"))
    .replace("scripts/tools", join(root, "scripts/tools"));
}
