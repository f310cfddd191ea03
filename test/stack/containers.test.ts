import { expect } from "chai";
import { containerCommands } from "../../scripts/stack/containers.ts";

describe("graph-node in containers", () => {
  const { up, down } = containerCommands({
    file: "deploy/docker-compose.yml",
    chainUrl: "http://127.0.0.1:8545",
    network: "local",
    graphqlPort: 8000,
    password: "secret",
  });

  it("starts what the compose file says, beside the chain of this machine", () => {
    expect([up.command, ...up.args].join(" ")).to.equal(
      "docker compose --project-name granary-local --file deploy/docker-compose.yml up --detach --wait",
    );
    expect(up.env).to.deep.equal({
      GRANARY_RPC_URL: "http://host.docker.internal:8545",
      GRANARY_NETWORK: "local",
      GRANARY_GRAPHQL_PORT: "8000",
      GRANARY_POSTGRES_PASSWORD: "secret",
      GRANARY_REORG_THRESHOLD: "1",
    });
  });

  it("names no secret on the command line, and leaves no volume behind", () => {
    expect([...up.args, ...down.args].join(" ")).not.to.contain("secret");
    expect(down.args.slice(-2)).to.deep.equal(["down", "--volumes"]);
  });
});
