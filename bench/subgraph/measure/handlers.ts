/** What a handler took in all. */
export interface Cost {
  readonly handler: string;
  readonly calls: number;
  readonly seconds: number;
}

const LINE = /^deployment_handler_execution_time_(count|sum)\{(.*)\} (\S+)$/;

/** From graph-node's own measurements (Prometheus), the most expensive in all first. */
export async function handlerCosts(port: number): Promise<readonly Cost[]> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return costsIn(text);
}

function costsIn(text: string): readonly Cost[] {
  const costs = new Map<string, { handler: string; calls: number; seconds: number }>();
  for (const line of text.split("\n")) {
    const [, kind, labels = "", value = "0"] = LINE.exec(line) ?? [];
    const handler = /handler="(\w+)"/.exec(labels)?.[1];
    if (kind === undefined || handler === undefined) continue;
    const cost = costs.get(handler) ?? { handler, calls: 0, seconds: 0 };
    if (kind === "count") cost.calls += Number(value);
    else cost.seconds += Number(value);
    costs.set(handler, cost);
  }
  return [...costs.values()].sort((one, other) => other.seconds - one.seconds);
}
