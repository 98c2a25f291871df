import { createPublicKey } from 'node:crypto';

/** A key as its record shows it. */
export type DkimKey =
  | { is: 'key'; kind: string; publicKey: string; bits: number | null; testing: boolean }
  | { is: 'revoked' }
  | { is: 'broken'; why: string };

/** Tags `a=b; c=d`, names in small letters, values without blanks; a name that stands twice counts the first time. */
export function tagsOf(text: string): Map<string, string> {
  const tags = new Map<string, string>();
  for (const tag of text.split(';')) {
    const at = tag.indexOf('=');
    if (at < 0) continue;
    const name = tag.slice(0, at).trim().toLowerCase();
    if (!tags.has(name)) tags.set(name, tag.slice(at + 1).trim());
  }
  return tags;
}

/** Reads a key record (RFC 6376 §3.6.1). */
export function parseDkim(text: string): DkimKey {
  const tags = tagsOf(text);
  const version = tags.get('v');
  if (version !== undefined && version !== 'DKIM1')
    return { is: 'broken', why: `it is marked “v=${version}” instead of “v=DKIM1”` };
  const publicKey = tags.get('p')?.replace(/\s+/g, '');
  if (publicKey === undefined) return { is: 'broken', why: 'there is no key in it (no “p=”)' };
  if (publicKey === '') return { is: 'revoked' };
  const kind = (tags.get('k') ?? 'rsa').toLowerCase();
  const flags = (tags.get('t') ?? '').split(':').map((flag) => flag.trim());
  const key = { is: 'key', kind, publicKey, testing: flags.includes('y') } as const;
  if (kind === 'ed25519') return { ...key, bits: null };
  if (kind !== 'rsa') return { is: 'broken', why: `its kind “${kind}” is not one that receivers know` };
  const bits = bitsOf(publicKey);
  return bits === null
    ? { is: 'broken', why: 'the key cannot be read; a part of it may have been lost when it was pasted' }
    : { ...key, bits };
}

function bitsOf(publicKey: string): number | null {
  if (!/^[A-Za-z0-9+/]+=*$/.test(publicKey)) return null;
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyDetails?.modulusLength ?? null;
  } catch {
    // Anything that OpenSSL cannot read is no key; which byte is wrong helps nobody.
    return null;
  }
}
