import { getPublicSuffix } from 'tldts';
import { addressKey, asciiDomain, splitAddress } from '../../base/email-address.ts';
import { emailKey } from '../people/email-key.ts';

/** What a suppression is about: the key that it has, and how it is shown. A domain's begins with @. */
export type SuppressionTarget = { ok: true; key: string; shown: string } | { ok: false; reason: string };

const EXAMPLE = 'nobody';

/**
 * Reads an address, or a domain as people write one: `example.com`, `@example.com`, `*@example.com`, `*.example.com`,
 * `https://example.com/`. A suffix under which anybody can have a domain, such as `co.uk`, is no domain of somebody.
 */
export function suppressionTarget(text: string): SuppressionTarget {
  const trimmed = text
    .trim()
    .replace(/^<|>$/g, '')
    .replace(/^mailto:/i, '');
  const domain = trimmed
    .replace(/^https?:\/\//i, '')
    .replace(/\/.*$/, '')
    .replace(/^\*?@/, '')
    .replace(/^\*\./, '')
    .replace(/\.$/, '');
  if (domain.includes('@')) {
    const address = emailKey(trimmed);
    return address.ok ? { ok: true, key: address.key, shown: address.email } : address;
  }
  if (trimmed === '') return { ok: false, reason: 'There is no address and no domain.' };
  // The rules of a domain are those of an address at it.
  const judged = emailKey(`${EXAMPLE}@${domain}`);
  if (!judged.ok) return { ok: false, reason: domain.includes('.') ? judged.reason : 'This is neither an address nor a domain.' };
  const ascii = asciiDomain(domain);
  if (getPublicSuffix(ascii) === ascii)
    return { ok: false, reason: `Anybody can have a domain under ${domain}; name one of them.` };
  return { ok: true, key: `@${ascii}`, shown: `@${domain.toLowerCase()}` };
}

export const isDomainKey = (key: string): boolean => key.startsWith('@');

/** The key of an address, then those of its domain and of each domain above it: any of them suppresses it. */
export function coveringKeys(email: string): string[] {
  const key = addressKey(email);
  const domain = splitAddress(key)?.domain ?? '';
  const keys = [key];
  for (let rest = domain; rest.includes('.'); rest = rest.slice(rest.indexOf('.') + 1)) keys.push(`@${rest}`);
  return keys;
}
