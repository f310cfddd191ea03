import { FetchRequest, FetchResponse, JsonRpcProvider, Network } from "ethers";
import { EndpointError, EndpointRefused } from "../errors.ts";

/** One node of the chain that answers questions. What it says is not believed before it was checked. */
export interface Endpoint {
  /** Scheme and host: paths and user names of such URLs are often secrets. */
  readonly name: string;
  readonly call: (method: string, params: readonly unknown[]) => Promise<unknown>;
  readonly close: () => void;
}

export interface EndpointOptions {
  readonly timeoutMs?: number;
  /** Of one answer; one that is longer is not read to its end. */
  readonly mostBytes?: number;
}

/** Through ethers, which puts the questions of one moment into one request. */
export function openEndpoint(
  url: string,
  chainId: bigint,
  { timeoutMs = 10_000, mostBytes = 64 << 20 }: EndpointOptions = {},
): Endpoint {
  const name = endpointName(url);
  const request = requestFor(url);
  request.timeout = timeoutMs;
  request.getUrlFunc = (asked) => fetchBounded(asked, timeoutMs, mostBytes);
  // Whether to try again, and where, is decided by those who ask.
  request.setThrottleParams({ maxAttempts: 1 });
  const provider = new JsonRpcProvider(request, undefined, {
    staticNetwork: Network.from(chainId),
    batchMaxCount: 100,
    batchStallTime: 0,
    cacheTimeout: -1,
  });
  return {
    name,
    call: async (method, params) => {
      try {
        return (await provider.send(method, [...params])) as unknown;
      } catch (cause) {
        const Kind = isRefusal(cause) ? EndpointRefused : EndpointError;
        throw new Kind(`${name} did not answer ${method}: ${reasonOf(cause)}`, "Try another endpoint.", { cause });
      }
    },
    close: () => {
      provider.destroy();
    },
  };
}

/** A name and password in the URL become what `fetch` takes of them: a header. */
function requestFor(text: string): FetchRequest {
  const url = new URL(text);
  const { username, password } = url;
  url.username = "";
  url.password = "";
  const request = new FetchRequest(url.href);
  if (username !== "" || password !== "") {
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    request.setHeader("authorization", `Basic ${Buffer.from(pair).toString("base64")}`);
  }
  return request;
}

function endpointName(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

async function fetchBounded(asked: FetchRequest, timeoutMs: number, mostBytes: number): Promise<FetchResponse> {
  const signal = AbortSignal.timeout(timeoutMs);
  const { method, headers, body } = asked;
  const answer = await fetch(asked.url, { method, headers, body: body === null ? null : Buffer.from(body), signal });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    const part = chunk as Uint8Array;
    bytes += part.length;
    if (bytes > mostBytes) throw new RangeError(`the answer is longer than ${mostBytes} bytes`);
    chunks.push(part);
  }
  const found = Object.fromEntries(answer.headers);
  return new FetchResponse(answer.status, answer.statusText, found, Buffer.concat(chunks), asked);
}

/** Did it answer, or was it thinking for too long? Then it is there, and the question was too much for it. */
function isRefusal(cause: unknown): boolean {
  const { error, name } = cause as { error?: unknown; name?: string };
  return (typeof error === "object" && error !== null) || name === "TimeoutError" || cause instanceof RangeError;
}

/** Without the request, which holds the URL. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const { error, shortMessage } = cause as { error?: { message?: string }; shortMessage?: string };
  const reason = error?.message ?? shortMessage ?? cause.message;
  return reason.replaceAll(/https?:\/\/\S+/g, "…").slice(0, 300);
}
