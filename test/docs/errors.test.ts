import { readFileSync } from "node:fs";
import { expect } from "chai";

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** `error Name(type a, type b);` as `Name(a, b)`. */
function declared(): string[] {
  const found = read("contracts/libraries/Errors.sol").matchAll(/^ {4}error (\w+)\(([^)]*)\);/gm);
  return Array.from(found, ([, name = "", parameters = ""]) => {
    const names = parameters.split(",").map((parameter) => parameter.trim().split(" ").at(-1));
    return `${name}(${names.join(", ")})`;
  });
}

/** The first cell of each row of the page's tables. */
function documented(): string[] {
  return Array.from(read("docs/errors.md").matchAll(/^\| `(\w+\([^`]*\))` +\|/gm), ([, signature = ""]) => signature);
}

describe("docs/errors.md", () => {
  it("lists every error of the contracts, with its arguments, and no other", () => {
    expect(declared()).to.have.length.above(50);
    expect(documented().toSorted()).to.deep.equal(declared().toSorted());
  });
});
