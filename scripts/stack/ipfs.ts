import { createServer } from "node:http";

/**
 * graph-node does not start without an IPFS gateway, although it reads our subgraph from files. This stands for one that
 * has nothing: "no" to HEAD is the answer by which graph-node knows a gateway.
 */
export async function startIpfsStub(
  port: number,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const server = createServer(({ method }, response) => {
    response.writeHead(method === "HEAD" ? 412 : 404).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
