/** A connection to an endpoint that calls when there is a new block. */
export interface Heads {
  readonly close: () => void;
}

const SUBSCRIBE = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_subscribe", params: ["newHeads"] });
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/**
 * Has a WebSocket tell of new blocks. It is only a bell: what is in a block is asked and checked as ever, and a socket
 * that is silent or gone costs no more than the wait until the next look.
 */
export function listenForHeads(url: string, ring: () => void): Heads {
  let socket: WebSocket | undefined;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  let isClosed = false;

  function connect(): void {
    socket = new WebSocket(url);
    socket.addEventListener("open", () => {
      socket?.send(SUBSCRIBE);
    });
    socket.addEventListener("message", ({ data }) => {
      if (typeof data !== "string" || !data.includes('"eth_subscription"')) return;
      failures = 0;
      ring();
    });
    // An error is followed by a close.
    socket.addEventListener("error", () => {});
    socket.addEventListener("close", () => {
      if (isClosed) return;
      const wait = Math.min(FIRST_WAIT_MS * 2 ** Math.min(failures++, 10), LONGEST_WAIT_MS);
      timer = setTimeout(connect, wait);
    });
  }

  connect();
  return {
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      socket?.close();
    },
  };
}
