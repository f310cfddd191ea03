// The packed words of contracts/types, and the money that follows from them.

export interface Clock {
  readonly cu: bigint;
  readonly su: bigint;
  readonly cuRate: bigint;
  readonly suRate: bigint;
  readonly settledAt: bigint;
  readonly lastReading: bigint;
  readonly empty: boolean;
}

const bits = (word: bigint, from: bigint, count: bigint): bigint => (word >> from) & ((1n << count) - 1n);

export function clockOf(word: bigint): Clock {
  return {
    cu: bits(word, 0n, 63n),
    empty: bits(word, 63n, 1n) === 1n,
    su: bits(word, 64n, 63n),
    cuRate: bits(word, 128n, 32n),
    suRate: bits(word, 160n, 32n),
    settledAt: bits(word, 192n, 32n),
    lastReading: bits(word, 224n, 32n),
  };
}

export function pricesOf(word: bigint): { readonly cuPrice: bigint; readonly suPrice: bigint } {
  return { cuPrice: bits(word, 0n, 128n), suPrice: word >> 128n };
}

interface Balance {
  readonly cu: bigint;
  readonly su: bigint;
  readonly cuPrice: bigint;
  readonly suPrice: bigint;
  readonly upfrontBps: number;
}

/** What a balance is worth, and what of that is not the farm's yet. */
export function standing(pool: Balance): { readonly worth: bigint; readonly escrow: bigint } {
  const [cu, su] = [value(pool.cu, pool.cuPrice), value(pool.su, pool.suPrice)];
  const share = BigInt(pool.upfrontBps);
  const escrow = cu - (cu * share) / 10_000n + su - (su * share) / 10_000n;
  return { worth: cu + su, escrow };
}

function value(balance: bigint, price: bigint): bigint {
  const product = balance * price;
  return (product >> 64n) + (product & ((1n << 64n) - 1n) ? 1n : 0n);
}
