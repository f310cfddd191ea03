import type { ChainEvent, Value } from "../decode.ts";
import type { Book } from "./book.ts";

/** What one event means for the rows. Takes the event's values in the order in which it declares them. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each rule names the types that the declaration gives it
type Rule = (book: Book, event: ChainEvent, values: any) => void;

/** A rule for each event that matters, by the event's name. */
export type Rules = Readonly<Record<string, Rule>>;

/** A struct in an event comes as a list. */
export type Struct = readonly Value[];
