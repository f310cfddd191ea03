interface Told {
  readonly kind: string;
  /** What a transaction is for. */
  readonly purpose?: string;
}

const REPEAT_SECONDS = 60n;

/** Tells what changed, and what lasts once a minute: who looks every quarter of a second would fill the log. */
export function createTelling<Event extends Told>(
  tell: (event: Event) => void,
  now: () => bigint,
): (event: Event) => void {
  let last: { readonly what: string; readonly at: bigint } | undefined;
  return (event) => {
    const what = `${event.kind} ${event.purpose ?? ""}`;
    if (what === last?.what && now() < last.at + REPEAT_SECONDS) return;
    last = { what, at: now() };
    tell(event);
  };
}
