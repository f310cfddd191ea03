// Hands connections on, from one place to listen at to another to connect to.

import { connect, createServer } from "node:net";

/** @typedef {{ port: number, host?: string } | { path: string }} Place a TCP port, of the loopback if nothing is said, or a Unix socket */

/** @param {Place} place @returns {import("node:net").TcpNetConnectOpts | import("node:net").IpcNetConnectOpts} */
const addressOf = (place) => ("path" in place ? place : { host: place.host ?? "127.0.0.1", port: place.port });

/**
 * @param {Place} from
 * @param {Place} to
 * @returns {Promise<{ stop: () => void }>} once it listens
 */
export function relay(from, to) {
  /** @type {Set<import("node:net").Socket>} */
  const open = new Set();
  // Each direction ends by itself: a client may have asked all and still read.
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ ...addressOf(to), allowHalfOpen: true });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ]) {
      if (one === undefined || other === undefined) continue;
      open.add(one);
      one.setNoDelay();
      one.pipe(other);
      // Either end's trouble is the other's: the client sees a connection that broke, as it would have without us.
      one.on("error", () => other.destroy());
      one.on("close", () => {
        open.delete(one);
        // What is on its way still arrives.
        other.destroySoon();
      });
    }
  });
  const stop = () => {
    server.close();
    for (const socket of open) socket.destroy();
  };
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(addressOf(from), () => resolve({ stop }));
  });
}
