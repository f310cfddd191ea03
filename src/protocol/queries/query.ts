/**
 * A query of the subgraph: its text, and with it the types of what goes in and what comes back. An answer with any error
 * has no data at all, with HTTP status 200: look at `errors` first.
 */
export interface Query<Variables, Answer> {
  readonly text: string;
  /** Only for the compiler: no query has it. */
  readonly types?: (variables: Variables) => Answer;
}
