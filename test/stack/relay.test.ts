import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { expect } from "chai";
import { freePorts } from "../../scripts/stack/ports.ts";
import { relay } from "../../scripts/stack/relay.mjs";

const MUCH = Buffer.alloc(8 << 20, "x");

async function serve(answer: (socket: Socket) => void, port: number): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, answer).listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}

/** Never faster than who sends, so that something is always on its way. */
async function readAll(socket: Socket): Promise<number> {
  let length = 0;
  socket.on("data", (chunk: Buffer) => {
    length += chunk.length;
    socket.pause();
    setTimeout(() => socket.resume(), 1);
  });
  await once(socket, "end");
  return length;
}

describe("A relay", () => {
  let server: Server;
  let stop: () => void;
  let port: number;

  async function start(answer: (socket: Socket) => void): Promise<void> {
    const [near = 0, far = 0] = await freePorts(2);
    server = await serve(answer, far);
    ({ stop } = await relay({ port: near }, { port: far }));
    port = near;
  }
  afterEach(() => {
    stop();
    server.close();
  });

  it("brings all of an answer, though who answered is gone before it is read", async () => {
    await start((socket) => {
      socket.resume();
      socket.end(MUCH);
    });
    expect(await readAll(connect(port, "127.0.0.1"))).to.equal(MUCH.length);
  });

  it("answers who asked all and closed his side", async () => {
    await start((socket) => void readAll(socket).then((length) => socket.end(MUCH.subarray(0, length))));
    const client = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    client.end(MUCH);
    expect(await readAll(client)).to.equal(MUCH.length);
  });

  it("lets go of the far end when the near one is gone", async () => {
    let closed: Promise<unknown> = Promise.resolve();
    await start((socket) => {
      closed = once(socket, "close");
      socket.on("error", () => {});
      socket.on("end", () => socket.end()).resume();
      socket.write("hello");
    });
    const client = connect(port, "127.0.0.1");
    await once(client, "data");
    client.destroy();
    await closed;
  });
});
