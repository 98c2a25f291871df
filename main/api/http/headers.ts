import type { IncomingHttpHeaders } from 'node:http';

/** The key of `Authorization: Bearer …`; an empty one counts as none. */
export function bearerOf(headers: IncomingHttpHeaders): string | null {
  const found = /^bearer +(\S+) *$/i.exec(headers.authorization ?? '');
  return found?.[1] ?? null;
}

const ONCE = new Set(['host', 'authorization', 'content-type', 'content-length', 'idempotency-key']);

/**
 * A header that stands in a request more often than once although it may not (RFC 9110, 5.3), in small letters. Node takes the
 * first, or joins them with commas, and whoever sent them may have meant any.
 */
export function doubledHeader(rawHeaders: readonly string[]): string | null {
  const seen = new Set<string>();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase();
    if (!ONCE.has(name)) continue;
    if (seen.has(name)) return name;
    seen.add(name);
  }
  return null;
}

export function cookieOf(headers: IncomingHttpHeaders, name: string): string | null {
  for (const part of (headers.cookie ?? '').split(';')) {
    const [key = '', ...value] = part.split('=');
    if (key.trim() === name) return value.join('=').trim() || null;
  }
  return null;
}

/** Whether a request that a cookie vouches for comes from our own pages, or from no browser at all. */
export function isFromOurselves(headers: IncomingHttpHeaders): boolean {
  // Every browser names the origin of a write; SameSite alone lets another port of this computer through.
  if (headers.origin !== undefined) return headers.origin === `http://${headers.host}`;
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}
