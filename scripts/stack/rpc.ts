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
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  return response.json();
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
