/** A line of a card taken apart: `item1.EMAIL;TYPE=work:a@example.com`. */
export type Property = { name: string; parameters: Map<string, string[]>; value: string };

/** Null where a line is none: cards of old programs have lines that were broken without saying so. */
export function property(line: string): Property | null {
  const colon = valueStart(line);
  if (colon < 0) return null;
  const [head = '', ...rest] = split(line.slice(0, colon), ';');
  const name = head
    .slice(head.lastIndexOf('.') + 1)
    .trim()
    .toUpperCase();
  if (!/^[A-Z0-9-]+$/.test(name)) return null;
  const parameters = new Map<string, string[]>();
  for (const part of rest) {
    const equals = part.indexOf('=');
    // Version 2.1 says only `TEL;HOME;VOICE`, and what that is a kind of is known by its place.
    const bare = equals < 0 ? (/^(?:quoted-printable|base64|8bit|7bit)$/i.test(part) ? 'ENCODING' : 'TYPE') : '';
    const key = bare || part.slice(0, equals).trim().toUpperCase();
    const values = split(equals < 0 ? part : part.slice(equals + 1), ',').map((value) => value.replace(/^"|"$/g, '').trim());
    parameters.set(key, [...(parameters.get(key) ?? []), ...values]);
  }
  return { name, parameters, value: line.slice(colon + 1) };
}

/** The first colon that does not stand in quotation marks. */
function valueStart(line: string): number {
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '"') quoted = !quoted;
    else if (line[at] === ':' && !quoted) return at;
  }
  return line.indexOf(':');
}

/** Cuts at a sign where it stands neither in quotation marks nor behind a backslash. */
export function split(text: string, sign: ',' | ';'): string[] {
  const parts: string[] = [];
  let from = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') quoted = !quoted;
    else if (text[at] === sign && !quoted) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}

/** Cuts a value, in which quotation marks mean nothing. */
export function components(text: string, sign: ',' | ';'): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === sign) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}

export const unescaped = (text: string): string =>
  text.replace(/\\([\\,;:nN])/g, (_, sign: string) => (sign === 'n' || sign === 'N' ? '\n' : sign));
