import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { openEndpoint } from "../../../src/bridge/chain/endpoint.ts";
import { EndpointError, EndpointRefused } from "../../../src/bridge/errors.ts";

const SECRET = "b1946ac92492d2347c6235b4d2611184";

describe("An endpoint", () => {
  let server: Server;
  let answer: (response: ServerResponse, asked: { id: number; method: string }[]) => void;
  let asked: number;
  let credentials: string | undefined;

  before((done) => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        asked++;
        credentials = request.headers.authorization;
        const body = JSON.parse(Buffer.concat(chunks).toString()) as { id: number; method: string };
        answer(response, Array.isArray(body) ? (body as { id: number; method: string }[]) : [body]);
      });
    }).listen(0, "127.0.0.1", done);
  });
  after(() => server.close());
  beforeEach(() => {
    asked = 0;
  });

  const open = (options = {}) => {
    const { port } = server.address() as AddressInfo;
    return openEndpoint(`http://user:${SECRET}@127.0.0.1:${port}/v3/${SECRET}`, 31337n, options);
  };
  /** How a question fails. */
  async function failure(options = {}): Promise<EndpointError> {
    const endpoint = open(options);
    try {
      const said: unknown = await endpoint.call("eth_blockNumber", []);
      throw new Error(`it answered ${JSON.stringify(said)}`);
    } catch (error) {
      expect(error).to.be.instanceOf(EndpointError);
      return error as EndpointError;
    } finally {
      endpoint.close();
    }
  }
  const json = (response: ServerResponse, value: unknown): void => {
    response.setHeader("content-type", "application/json").end(JSON.stringify(value));
  };

  it("answers many questions of one moment by one request", async () => {
    answer = (response, questions) => {
      json(
        response,
        questions.map(({ id, method }) => ({ jsonrpc: "2.0", id, result: method })),
      );
    };
    const endpoint = open();
    const answers = await Promise.all(["a", "b", "c"].map((method) => endpoint.call(method, [])));
    endpoint.close();
    expect(answers).to.deep.equal(["a", "b", "c"]);
    expect(asked).to.equal(1);
    expect(credentials).to.equal(`Basic ${Buffer.from(`user:${SECRET}`).toString("base64")}`);
  });

  it("that says no is not asked again by itself, and its reason is told", async () => {
    answer = (response, [question]) => {
      json(response, { jsonrpc: "2.0", id: question?.id, error: { code: -32005, message: "range too large" } });
    };
    const error = await failure();
    expect(error).to.be.instanceOf(EndpointRefused);
    expect(error.message).to.contain("range too large");
    expect(asked).to.equal(1);
  });

  it("that is too slow is given up", async () => {
    answer = () => {};
    expect(await failure({ timeoutMs: 50 })).to.be.instanceOf(EndpointRefused);
  });

  it("that never stops talking is not listened to", async () => {
    answer = (response) => {
      const go = (): void => {
        while (!response.destroyed && response.write("x".repeat(65_536)));
      };
      response.on("drain", go);
      go();
    };
    expect((await failure({ mostBytes: 1 << 20 })).message).to.contain("longer than 1048576 bytes");
  });

  it("that answers with what is no JSON, or with an error page, is refused", async () => {
    answer = (response) => response.end("<html>");
    expect(await failure()).to.not.be.instanceOf(EndpointRefused);
    answer = (response) => response.writeHead(503).end("busy");
    expect((await failure()).message).to.contain("503");
    expect(asked).to.equal(2);
  });

  it("whose URL holds a secret is never told with it", async () => {
    for (const reply of [() => {}, (response: ServerResponse) => response.writeHead(401).end(SECRET.slice(0, 3))]) {
      answer = reply;
      const error = await failure({ timeoutMs: 50 });
      expect(error.message).to.not.contain(SECRET);
      expect(error.message).to.contain("http://127.0.0.1:");
    }
  });
});
