// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is that of ASCII.
const ascii = /^[\x00-\x7f]*$/;

/** A text as it is searched and sorted: lower case and without marks, so that "muller" finds "Müller". */
export function fold(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss');
}

/** What the search looks through. */
export const searchText = (person: { emailKey: string; email: string; firstName: string; lastName: string }): string => {
  const typed = person.email.toLowerCase();
  // A domain in its own script is found as it is typed and as it is looked up.
  const address = typed === person.emailKey ? person.emailKey : `${person.emailKey} ${typed}`;
  return fold(`${address} ${person.firstName} ${person.lastName}`);
};

/** Sorts after every letter: people without a name come last. */
const NAMELESS = '\u{10ffff}';

export const nameKey = (person: { firstName: string; lastName: string }): string =>
  fold(`${person.lastName} ${person.firstName}`.trim()) || NAMELESS;
