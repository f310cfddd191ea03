import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { POOL_NOW_FIELDS } from "../../src/protocol/poolNow.ts";
import { poolsOfWallet } from "../../src/protocol/queries/poolsOfWallet.ts";
import { queryModule, readSchema } from "../../scripts/subgraph/queryTypes.ts";

const at = (path: string): URL => new URL(`../../${path}`, import.meta.url);
const schema = readSchema(readFileSync(at("subgraph/schema.graphql"), "utf8"));
const words = (text: string): string => text.replaceAll(/[\s,;|]+/g, " ").trim();

describe("the market's queries", () => {
  for (const file of readdirSync(at("subgraph/queries/"))) {
    const name = file.replace(".graphql", "");
    it(`${name}: its types are those of the schema`, () => {
      const fresh = queryModule(name, readFileSync(at(`subgraph/queries/${file}`), "utf8"), schema);
      const kept = readFileSync(at(`src/protocol/queries/${name}.ts`), "utf8");
      expect(words(kept), "npm run subgraph:queries makes them anew").to.equal(words(fresh));
    });
  }

  it("select for a wallet's pools all that poolNow needs", () => {
    for (const field of POOL_NOW_FIELDS.split(" "))
      expect(poolsOfWallet.text).to.match(new RegExp(`^    ${field}$`, "m"));
  });

  it("refuse a field that no entity has", () => {
    expect(() => queryModule("x", "query X { farms { colour } }", schema)).to.throw("Farm has no field colour");
    expect(() => queryModule("x", "query X { colours { id } }", schema)).to.throw("no entity for the field colours");
    expect(() => queryModule("x", "query X { farms { id } } query Y { farms { id } }", schema)).to.throw("one query");
  });
});
