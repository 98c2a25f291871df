/** What went wrong, in the six ways that callers can react to. Every dialect answers each of them. */
export const errorKinds = ['invalid', 'not-found', 'conflict', 'forbidden', 'busy', 'unavailable'] as const;
export type ErrorKind = (typeof errorKinds)[number];

/** An error as it crosses a process or leaves on the wire: no stack, no class. */
export type ErrorFacts = {
  /** `noun.reason`, stable: `contacts.address-taken`. */
  code: string;
  /** `internal` is what is left of an unexpected error: its details stay in the log under the id in `message`. */
  kind: ErrorKind | 'internal' | 'closed' | 'cancelled';
  message: string;
  /** Path of an input field to what is wrong with it. */
  fields?: Record<string, string> | undefined;
};
