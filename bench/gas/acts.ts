import type { ActName } from "./cases/case.ts";

export interface ActInfo {
  readonly name: ActName;
  readonly meaning: string;
  /** The promise. */
  readonly atMost: bigint;
  /** The hope. */
  readonly stretch: bigint;
  /** The act of Sablier Flow that does the most like it. */
  readonly flow?: string;
}

/** The acts whose price is promised. Upfront 0, one payee, used slots, one node checked, ordinary tokens. */
export const ACTS: readonly ActInfo[] = [
  {
    name: "buy",
    meaning: "new pool by signed offer",
    atMost: 165_000n,
    stretch: 150_000n,
    flow: "createAndDeposit",
  },
  { name: "refill", meaning: "running pool, at list price", atMost: 74_000n, stretch: 67_000n, flow: "deposit" },
  {
    name: "reportEach",
    meaning: "one reading in a batch of 50",
    atMost: 16_700n,
    stretch: 14_600n,
    flow: "adjustRatePerSecond",
  },
  { name: "withdraw", meaning: "payee, from all pools", atMost: 55_000n, stretch: 47_000n, flow: "withdraw" },
  { name: "close", meaning: "running pool, with refund", atMost: 66_000n, stretch: 60_000n, flow: "refundMax" },
  { name: "threeSteps", meaning: "reserve + accept + pay", atMost: 245_000n, stretch: 222_000n },
  { name: "memo1363", meaning: "transferAndCall with memo", atMost: 76_000n, stretch: 67_000n },
  { name: "memoNative", meaning: "native coin with memo", atMost: 56_000n, stretch: 50_000n },
];
