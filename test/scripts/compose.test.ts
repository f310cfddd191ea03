import { readFileSync } from "node:fs";
import { expect } from "chai";
import { composeFaults } from "../../scripts/check/compose-rules.mjs";

describe("The compose file", () => {
  const text = readFileSync(new URL("../../deploy/docker-compose.yml", import.meta.url), "utf8");

  it("is as it should be", () => {
    expect(composeFaults(text)).to.deep.equal([]);
  });

  for (const [fault, from, to] of [
    ["ipfs: port 5001:5001 is not bound to the loopback", "127.0.0.1:5001:5001", "5001:5001"],
    ['postgres: the image "postgres:latest" has no whole version', "postgres:17.5", "postgres:latest"],
    ["postgres: POSTGRES_PASSWORD is written down", /POSTGRES_PASSWORD: .*/, "POSTGRES_PASSWORD: let-me-in"],
    ["ipfs: the volume files is not declared", "ipfs:/data", "files:/data"],
    ["there is no service ipfs", "\n  ipfs:\n    image", "\n  files:\n    image"],
  ] as const) {
    it(`is faulted: ${fault}`, () => {
      expect(composeFaults(text.replace(from, to))).to.include(fault);
    });
  }

  it("is faulted when it is not YAML", () => {
    expect(composeFaults("a: [")[0]).to.match(/^not YAML: /);
  });
});
