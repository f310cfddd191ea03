import { readdirSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import process from "node:process";
import { expect } from "chai";
import { type Database, query, startDatabase } from "../../scripts/stack/database.ts";
import { freePort } from "../../scripts/stack/ports.ts";
import { findPostgres } from "../../scripts/stack/postgres-files.ts";
import { Folders, refusal } from "./support.ts";

describe("A database", () => {
  const folders = new Folders();

  before(function () {
    if (findPostgres() !== undefined) return;
    console.log(`    skipped: npm has no PostgreSQL for ${process.platform} ${process.arch}`);
    this.skip();
  });
  after(() => folders.clear());

  it("starts twice at once, each with data of its own, as graph-node wants it", async () => {
    const both = await Promise.all([startDatabase(), startDatabase()]);
    const urls = await Promise.all(both.map((database) => database.open("one")));
    await query(urls[0] ?? "", "create table only_here (id int)");
    const tables = await Promise.all(urls.map((url) => query(url, "select to_regclass('only_here') as found")));
    expect(tables).to.deep.equal([[{ found: "only_here" }], [{ found: null }]]);
    const [settings] = await query(
      urls[0] ?? "",
      "select pg_encoding_to_char(encoding) as encoding, datcollate as locale from pg_database where datname = 'one'",
    );
    expect(settings).to.deep.equal({ encoding: "UTF8", locale: "C" });
    await Promise.all(both.map((database: Database) => database.stop()));
  });

  it("lets nobody in without its password, and listens on the loopback only", async () => {
    const database = await startDatabase();
    const url = new URL(await database.open("one"));
    expect(await query(url.href, "show listen_addresses")).to.deep.equal([{ listen_addresses: "127.0.0.1" }]);
    for (const host of ["?", url.search]) {
      const stranger = new URL(url);
      stranger.password = "password";
      stranger.search = host;
      expect(await query(stranger.href, "select 1").catch((error: Error) => error.message)).to.match(/authentication/);
    }
    await database.stop();
  });

  it("has its data after a stop and after SIGKILL", async () => {
    const directory = folders.make();
    let database = await startDatabase({ directory });
    await query(await database.open("kept"), "create table things as select 42 as answer");
    await database.stop();
    database = await startDatabase({ directory });
    expect(await query(await database.open("kept"), "select answer from things")).to.deep.equal([{ answer: 42 }]);
    await database.kill();
    database = await startDatabase({ directory });
    expect(await query(await database.open("kept"), "select answer from things")).to.deep.equal([{ answer: 42 }]);
    await database.stop();
    expect(statSync(join(directory, "password")).mode & 0o077).to.equal(0);
    expect(readdirSync(directory).sort()).to.deep.equal(["data", "password", "postgres.log"]);
  });

  it("says that its port is taken", async () => {
    const port = await freePort();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    const { message } = await refusal(startDatabase({ port }));
    server.close();
    expect(message).to.equal(`Port ${port}, for PostgreSQL, is taken.`);
  });
});
