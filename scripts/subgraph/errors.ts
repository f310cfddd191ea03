/** What stops a command of the subgraph, in words for whoever runs it: what is wrong, and what to do. */
export class SubgraphError extends Error {
  override readonly name = "SubgraphError";
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

/** Runs a command's main function: a fault of the kind above is told in its two sentences, any other with its stack. */
export function runCommand(main: () => Promise<number>): void {
  main().then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      if (error instanceof SubgraphError) console.error(`${error.message}\n${error.remedy}`);
      else console.error(error);
      process.exitCode = 1;
    },
  );
}
