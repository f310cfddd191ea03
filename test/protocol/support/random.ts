const WORD = 2n ** 64n;

/** Repeatable randomness: splitmix64. */
export class Random {
  #state: bigint;

  constructor(seed: bigint) {
    this.#state = BigInt.asUintN(64, seed);
  }

  word(): bigint {
    this.#state = (this.#state + 0x9e3779b97f4a7c15n) % WORD;
    let z = this.#state;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) % WORD;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) % WORD;
    return z ^ (z >> 31n);
  }

  /** From 0 to `limit` - 1, for limits up to 2^128. */
  below(limit: bigint): bigint {
    return (this.word() * WORD + this.word()) % limit;
  }

  /** From `least` to `most`, both included. */
  between(least: bigint, most: bigint): bigint {
    return least + this.below(most - least + 1n);
  }

  /** True once in `n` times. */
  once(n: number): boolean {
    return this.below(BigInt(n)) === 0n;
  }

  pick<const T>(choices: readonly [T, ...T[]]): T {
    return choices[Number(this.below(BigInt(choices.length)))] ?? choices[0];
  }

  /** Below `limit`, of any size: as often a small one as one of many digits, and now and then at an end. */
  anySize(limit: bigint): bigint {
    if (this.once(10)) return this.pick([0n, 1n, limit - 1n, limit - 2n]);
    const bits = this.between(1n, BigInt(limit.toString(2).length));
    return this.below(2n ** bits) % limit;
  }
}
