/** What goes wrong in the bridge: each class says whether trying again may help. */
export abstract class BridgeError extends Error {
  /** Would the same act, later, possibly succeed? */
  abstract readonly retryable: boolean;
  readonly remedy: string;

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.remedy = remedy;
  }
}

/** An endpoint of the chain is silent, slow, or says what cannot be. Nothing is known until another answers. */
export class EndpointError extends BridgeError {
  readonly retryable = true;
}

/** An endpoint answered that it will not, or took too long: a smaller question may do. */
export class EndpointRefused extends EndpointError {}

/** The chain says what our rules exclude: we follow another chain or another contract, or have missed something. */
export class ChainMismatch extends BridgeError {
  readonly retryable = false;
}

/** What the bridge was started with does not fit. */
export class ConfigurationError extends BridgeError {
  readonly retryable = false;
}

/** Whoever asked cannot have it. The code is stable, and the number is HTTP's. */
export class Refused extends BridgeError {
  readonly retryable: boolean;
  readonly code: string;
  readonly status: number;
  /** For programs: what lacks, what was found. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    status: number,
    message: string,
    remedy: string,
    details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message, remedy);
    this.code = code;
    this.status = status;
    this.details = details;
    // What the server could not tell may be told later.
    this.retryable = status === 503 || status === 429;
  }
}
