import { fold } from '../base/fold.ts';

export { fold } from '../base/fold.ts';

/** Sorts after every letter: people without a name come last. */
export const NAMELESS = '\u{10ffff}';

/** What a person is sorted by and found by besides their address. */
export const nameKey = (person: { firstName: string; lastName: string }): string =>
  fold(`${person.lastName} ${person.firstName}`.trim()) || NAMELESS;
