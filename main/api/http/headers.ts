import type { IncomingHttpHeaders } from 'node:http';

/** The key of `Authorization: Bearer …`; an empty one counts as none. */
export function bearerOf(headers: IncomingHttpHeaders): string | null {
  const found = /^bearer +(\S+) *$/i.exec(headers.authorization ?? '');
  return found?.[1] ?? null;
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
