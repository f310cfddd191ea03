import { toQuantity, type Result } from "ethers";
import type { Happening } from "../../model/acts.ts";
import type { Call } from "./call.ts";
import type { Chain } from "./chain.ts";
import { poolsCall } from "./pools-calls.ts";
import { isRegistryAct, registryCall } from "./registry-calls.ts";

export interface Log {
  readonly name: string;
  readonly args: Result;
}

export type Performance =
  { readonly ok: true; readonly logs: readonly Log[] } | { readonly ok: false; readonly error: string };

/** Does the act on the chain, in its second, and says what the contracts told. */
export async function perform(
  chain: Chain,
  { act, now }: Happening,
  hashes: ReadonlyMap<number, string>,
  seed: number,
): Promise<Performance> {
  const call = isRegistryAct(act) ? registryCall(chain, act, seed) : await poolsCall(chain, act, hashes);
  await chain.provider.request({ method: "evm_setNextBlockTimestamp", params: [Number(now)] });
  try {
    const hash = await send(chain, chain.addressOf(act.by), call);
    const asked: unknown = await chain.provider.request({ method: "eth_getTransactionReceipt", params: [hash] });
    const receipt = asked as Receipt;
    // Some chains say at once that it failed, others in the receipt.
    return BigInt(receipt.status) === 1n
      ? { ok: true, logs: logsOf(chain, receipt) }
      : { ok: false, error: "reverted" };
  } catch (error) {
    return { ok: false, error: reasonOf(chain, error) };
  }
}

async function send(chain: Chain, from: string, { to, data, value = 0n }: Call): Promise<unknown> {
  const transaction = { from, to, data, value: toQuantity(value), gas: toQuantity(15_000_000), gasPrice: "0x0" };
  return await chain.provider.request({ method: "eth_sendTransaction", params: [transaction] });
}

interface Receipt {
  readonly status: string;
  readonly logs: readonly { readonly address: string; readonly topics: string[]; readonly data: string }[];
}

function logsOf(chain: Chain, { logs }: Receipt): Log[] {
  return logs
    .filter((log) => log.address.toLowerCase() === chain.pools.toLowerCase())
    .map((log) => chain.faces.pools.parseLog(log))
    .filter((parsed) => parsed !== null)
    .map(({ name, args }) => ({ name, args }));
}

function reasonOf(chain: Chain, error: unknown): string {
  const { data, message } = error as { data?: string | { data?: string }; message?: string };
  const bytes = typeof data === "object" ? data.data : data;
  if (bytes === undefined) return message ?? String(error);
  const parsed = chain.faces.errors.parseError(bytes);
  return parsed ? `${parsed.name}(${parsed.args.join(", ")})` : `${bytes} ${message ?? ""}`;
}
