import type { World } from "../world.ts";

export type ActName = "buy" | "refill" | "reportEach" | "withdraw" | "close" | "threeSteps" | "memo1363" | "memoNative";

/** One measurement. */
export interface Case {
  readonly act: ActName;
  /** What is different from the act as it is defined; absent for the act itself. */
  readonly what?: string;
  /** Its figure stands for itself; that of any other variation is told by its difference from the act. */
  readonly alone?: true;
  readonly run: (world: World) => Promise<bigint>;
}
