/** Seconds before a pool runs dry at which its owner is warned. */
export const WARNINGS: readonly bigint[] = [3600n, 86_400n, 7n * 86_400n];

export interface Warning {
  /** Of which the owner shall hear now. */
  readonly tell: bigint | undefined;
  /** The last that counts: a pool that was refilled is warned of again. */
  readonly warnedAtLeft: bigint | null;
}

/**
 * @param left seconds until the pool is dry; undefined = it draws nothing
 * @param warned the last warning that counts
 */
export function decideWarning(left: bigint | undefined, warned: bigint | null): Warning {
  const reached = WARNINGS.find((seconds) => left !== undefined && left <= seconds);
  if (reached === undefined) return { tell: undefined, warnedAtLeft: null };
  const isNew = warned === null || reached < warned;
  return { tell: isNew ? reached : undefined, warnedAtLeft: reached };
}
