/**
 * What every function here throws when a value breaks the protocol: a code for programs, a sentence for people, and
 * what to do about it. A *shape* that is wrong throws; an *outcome* that is unwelcome (a reading that is skipped, a
 * signature that does not verify) is returned.
 */
export class ProtocolError<Code extends string = string> extends Error {
  override readonly name: string = "ProtocolError";
  /** Stable: callers switch on it. */
  readonly code: Code;
  readonly remedy: string;

  constructor(code: Code, message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.remedy = remedy;
  }
}
