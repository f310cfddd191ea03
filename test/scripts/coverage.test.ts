import { expect } from "chai";
import { addBranches } from "../../scripts/coverage/branches.ts";
import { parseLines } from "../../scripts/coverage/lcov.mjs";

/** The ways that are counted in a function's body, and the body with every tag cut down to its number. */
function counted(body: string): { ways: string[]; source: string } {
  const head = "contract C {\n  function f() external {\n";
  const { source, branches } = addBranches(`${head}${body}\n  }\n}\n`, "contracts/C.sol");
  let readable = source.slice(head.length, -"\n  }\n}\n".length);
  for (const [index, { tag }] of branches.entries()) readable = readable.replace(`0x${tag}`, `${index}`);
  return {
    ways: branches.map(({ line, way }) => `${line} ${way}`),
    source: readable.replaceAll("__GranaryCoverage.", "").replaceAll("__NomicFoundationCoverage.", ""),
  };
}

describe("branches", () => {
  it("counts both ways of an if", () => {
    expect(counted("if (a) b();")).to.deep.equal({
      ways: ["3 true", "3 false"],
      source: "if (decision(a, 0, 1)) b();",
    });
  });

  it("counts both ways of a require, whatever it reverts with", () => {
    expect(counted("require(a > b, Errors.TooSmall(a, b));").source).to.equal(
      "require(decision(a > b, 0, 1), Errors.TooSmall(a, b));",
    );
  });

  it("does not count assert, whose other way is never to be taken, nor loops", () => {
    expect(counted("assert(a); for (;a;) {} while (a) {}").ways).to.deep.equal([]);
  });

  it("counts conditions within conditions", () => {
    expect(counted("x = a ? b : c ? d : e;").source).to.equal("x = decision(a, 0, 1) ? b : decision(c, 2, 3) ? d : e;");
    expect(counted("if (a ? b : c) {}").source).to.equal("if (decision(decision(a, 2, 3) ? b : c, 0, 1)) {}");
  });

  it("counts how a try ends", () => {
    expect(counted("try a.b() { c(); } catch {}").source).to.equal("try a.b() {sendHit(0); c(); } catch {sendHit(1);}");
  });

  it("leaves alone what the compiler computes", () => {
    const source = "contract C {\n  uint256 constant A = B ? 1 : 2;\n}\n";
    expect(addBranches(source, "contracts/C.sol")).to.deep.equal({ source, branches: [] });
  });

  it("gives each way of each file a tag of its own", () => {
    const source = "contract C {\n  function f() external {\n    if (a) b(); if (a) b();\n  }\n}\n";
    const all = ["contracts/C.sol", "contracts/D.sol"].flatMap((file) => addBranches(source, file).branches);
    expect(new Set(all.map(({ tag }) => tag)).size).to.equal(8);
  });
});

describe("an lcov report", () => {
  it("says how often each line of each file was reached", () => {
    const report =
      "TN:\nSF:contracts/A.sol\nDA:10,3\nDA:11,0\nend_of_record\nSF:contracts/B.sol\nDA:5,1\nend_of_record\n";
    expect(parseLines(report)).to.deep.equal(
      new Map([
        [
          "contracts/A.sol",
          new Map([
            [10, 3],
            [11, 0],
          ]),
        ],
        ["contracts/B.sol", new Map([[5, 1]])],
      ]),
    );
  });
});
