const ascii = /^\p{ASCII}*$/u;

/** A text as it is searched and sorted: lower case and without marks, so that "muller" finds "Müller". */
export function fold(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss');
}
