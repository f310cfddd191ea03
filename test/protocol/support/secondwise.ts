// The drain clock by walking: second for second, as one would count it by hand. It shares no line with src/protocol,
// so that the closed form and the tables have something independent to agree with.

const DAY = 86_400n;
const NEVER = 2n ** 32n - 1n;

/** One second that was billed: the rates it was billed at, and the caps that stood in it. */
export interface BilledSecond {
  readonly second: bigint;
  readonly cuRate: bigint;
  readonly suRate: bigint;
  readonly cuCap: bigint;
  readonly suCap: bigint;
  readonly goodUntil: bigint;
}

export class SecondwisePool {
  cu = 0n;
  su = 0n;
  cuRate = 0n;
  suRate = 0n;
  settledAt = 0n;
  lastReading = 0n;
  empty = false;
  cuCap = 0n;
  suCap = 0n;
  readonly billed: BilledSecond[] = [];

  /** Walks to `at`, draining each second that can be paid and that a reading still covers. */
  settle(at: bigint): void {
    const end = this.lastReading + DAY;
    const goodUntil = end < NEVER ? end : NEVER;
    while (!this.empty && this.settledAt <= at && this.settledAt <= goodUntil) {
      const draws = this.cuRate > 0n || this.suRate > 0n;
      if (draws && (this.cu < this.cuRate || this.su < this.suRate)) {
        this.empty = true;
        this.cuRate = 0n;
        this.suRate = 0n;
        return;
      }
      if (this.settledAt === at || this.settledAt === goodUntil) return;
      this.#billOneSecond(goodUntil);
    }
  }

  #billOneSecond(goodUntil: bigint): void {
    const { settledAt: second, cuRate, suRate, cuCap, suCap } = this;
    if (cuRate > 0n || suRate > 0n) this.billed.push({ second, cuRate, suRate, cuCap, suCap, goodUntil });
    this.cu -= cuRate;
    this.su -= suRate;
    this.settledAt += 1n;
  }

  touch(now: bigint): void {
    this.settle(now);
    if (!this.empty) this.settledAt = now;
  }

  credit(cu: bigint, su: bigint, now: bigint): void {
    this.touch(now);
    this.cu += cu;
    this.su += su;
  }

  caps(cuCap: bigint, suCap: bigint, now: bigint): void {
    this.touch(now);
    this.cuCap = cuCap;
    this.suCap = suCap;
    this.#lower(cuCap, suCap);
  }

  reading(cuRate: bigint, suRate: bigint, since: bigint, now: bigint): "Taken" | "AboveCap" | "Empty" {
    if (cuRate > this.cuCap || suRate > this.suCap) {
      this.touch(now);
      return "AboveCap";
    }
    let from = since;
    if (from < this.settledAt) from = this.settledAt;
    if (from > now) from = now;
    this.settle(from);
    this.#lower(cuRate, suRate);
    this.touch(now);
    if (this.empty) {
      const saysNothing = cuRate === 0n && suRate === 0n;
      if (saysNothing || this.cu < cuRate || this.su < suRate) return "Empty";
      this.empty = false;
      this.settledAt = now;
    }
    this.cuRate = cuRate;
    this.suRate = suRate;
    this.lastReading = now;
    return "Taken";
  }

  #lower(cuLimit: bigint, suLimit: bigint): void {
    if (this.cuRate > cuLimit) this.cuRate = cuLimit;
    if (this.suRate > suLimit) this.suRate = suLimit;
  }
}
