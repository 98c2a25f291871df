const ascii = /^\p{ASCII}*$/u;

/** A text as it is searched and sorted: lower case and without marks, so that "muller" finds "Müller". */
export function fold(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss');
}

/** Sorts after every letter: people without a name come last. */
const NAMELESS = '\u{10ffff}';

/** What a person is sorted by and found by besides their address. */
export const nameKey = (person: { firstName: string; lastName: string }): string =>
  fold(`${person.lastName} ${person.firstName}`.trim()) || NAMELESS;
