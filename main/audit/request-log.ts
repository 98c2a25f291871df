/** A request to the local server as it was answered. */
export type LoggedRequest = {
  id: string;
  at: number;
  dialect: string;
  method: string;
  /** Without what stands behind the question mark. */
  path: string;
  status: number;
  ms: number;
  /** Of the key; empty where there was none that is known. */
  keyId: string;
  /** As they came and went, or null where they are long or not JSON. Shown only by way of `redacted`. */
  asked: unknown;
  answered: string | null;
};

const MOST = 200;
const TELL_MS = 500;

/** The last requests, newest first, in memory only: they are for whoever writes a script at this moment. */
export function createRequestLog(announce: () => void) {
  let kept: LoggedRequest[] = [];
  let telling = false;
  return {
    note: (request: LoggedRequest): void => {
      kept.push(request);
      if (kept.length > MOST * 2) kept = kept.slice(-MOST);
      if (telling) return;
      telling = true;
      setTimeout(() => {
        telling = false;
        announce();
      }, TELL_MS).unref();
    },
    all: (): LoggedRequest[] => kept.slice(-MOST).reverse(),
  };
}

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
