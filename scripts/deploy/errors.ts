/** What stops a deployment, in words for whoever runs it: what is wrong, and what to do. */
export class DeployError extends Error {
  override readonly name = "DeployError";
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

/** An error's text without secrets: libraries like to print the value that they could not use. */
export function withoutSecrets(error: unknown, secrets: readonly string[]): string {
  let text = error instanceof Error ? error.message : String(error);
  for (const secret of secrets) {
    if (secret !== "") text = text.replaceAll(secret, "(hidden)");
  }
  return text;
}
