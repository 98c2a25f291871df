const SECRET = /pass|secret|token|authorization|cookie|api_?-?key|private|^key$/i;
const EMAIL = /([^\s@<>"']{1,64})@([^\s@<>"',;]+)/g;
const LONGEST = 80;
const MOST_ITEMS = 3;
const DEEPEST = 5;

/** A body with nobody's address and no secret in it, and short. */
export function redacted(value: unknown, name = '', depth = 0): unknown {
  if (value === null || value === undefined) return value ?? null;
  if (SECRET.test(name)) return '[hidden]';
  if (typeof value === 'string')
    return shortened(value.replace(EMAIL, (_, local: string, host: string) => `${local[0]}…@${host}`));
  if (typeof value !== 'object') return value;
  if (depth >= DEEPEST) return '…';
  if (Array.isArray(value)) {
    const items = value.slice(0, MOST_ITEMS).map((item) => redacted(item, name, depth + 1));
    return value.length > MOST_ITEMS ? [...items, `… ${value.length - MOST_ITEMS} more`] : items;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redacted(item, key, depth + 1)]));
}

const shortened = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
