/** One call by JSON-RPC over HTTP. */
export async function rpc(url: string, method: string, params: unknown = []): Promise<unknown> {
  const { result, error } = (await post(url, { jsonrpc: "2.0", id: 1, method, params })) as {
    readonly result?: unknown;
    readonly error?: { readonly message: string };
  };
  if (error !== undefined) throw new Error(`${method}: ${error.message}`);
  return result;
}

export async function post(url: string, body: unknown): Promise<unknown> {
  const headers = { "content-type": "application/json" };
  const response = await ask(url, { method: "POST", headers, body: JSON.stringify(body) });
  return response.json();
}

/** Fails if nobody answers there. */
export async function touch(url: string): Promise<void> {
  await (await ask(url, {})).text();
}

/** Over a connection of its own: one that was kept may be to a server that was killed since. */
function ask(url: string, { headers, ...init }: RequestInit & { headers?: Record<string, string> }): Promise<Response> {
  return fetch(url, { ...init, headers: { ...headers, connection: "close" }, signal: AbortSignal.timeout(10_000) });
}

/** Whether somebody answers there, whatever the answer. */
export async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch {
    return false;
  }
}
