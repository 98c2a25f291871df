import { asciiDomain, normalLocal, splitAddress } from '../../base/email-address.ts';

/** The identity of an address and the address as typed, or what is wrong with it in plain words. */
type EmailKey = { ok: true; key: string; email: string } | { ok: false; reason: string };

const MOST = 254;
const MOST_LOCAL = 64;

/** What nearly all addresses look like: no need to look closer. Bounded by MOST, so it cannot be made slow. */
const usual = /^[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63}$/;
// Control, format (zero-width, direction marks, soft hyphen), surrogate halves, the replacement sign of a wrong encoding.
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u115f\u1160\u3164\uffa0]/u;
const undecodable = /\ufffd/;
const space = /\s/;
/** RFC 5322 atext, and every letter beyond ASCII (RFC 6531). */
const atoms = /^[a-z0-9!#$%&'*+/=?^_`{|}~\u0080-\u{10ffff}-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~\u0080-\u{10ffff}-]+)*$/iu;
const label = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

/**
 * Normalises an address: trimmed, lower-cased, the domain in its ASCII form. Two spellings of one address have one
 * key. Whether the mailbox exists only its server can say; this says whether the address can be written at all.
 */
export function emailKey(text: string): EmailKey {
  const email = text.trim();
  const lower = email.toLowerCase();
  if (lower.length <= MOST_LOCAL && usual.test(lower)) return { ok: true, key: lower, email };
  return closely(email);
}

const wrong = (reason: string): EmailKey => ({ ok: false, reason });

function closely(email: string): EmailKey {
  if (email === '') return wrong('There is no email address.');
  if (email.length > 2 * MOST) return wrong('The address is too long.');
  if (undecodable.test(email))
    return wrong('The address has a character that could not be read; the encoding of the file may be another one.');
  if (invisible.test(email)) return wrong('The address has an invisible character.');
  if (space.test(email)) return wrong('The address has a space.');
  const parts = splitAddress(email);
  if (!parts) return wrong('The address has no @.');
  const local = normalLocal(parts.local);
  if (local === '') return wrong('There is nothing before the @.');
  if (parts.domain === '') return wrong('There is nothing after the @.');
  if (local.includes('@')) return wrong('The address has more than one @.');
  if (/^\.|\.$|\.\./.test(local)) return wrong('A dot is in a wrong place before the @.');
  if (!atoms.test(local)) return wrong('The part before the @ has a character that is not allowed.');
  if (Buffer.byteLength(local) > MOST_LOCAL) return wrong(`The part before the @ is longer than ${MOST_LOCAL} characters.`);
  const domain = asciiDomain(parts.domain);
  const fault = faultOfDomain(domain);
  if (fault) return wrong(fault);
  const key = `${local}@${domain}`;
  if (Buffer.byteLength(key) > MOST) return wrong(`The address is longer than ${MOST} characters.`);
  return { ok: true, key, email };
}

/** What is wrong with a domain in its ASCII form; null if nothing is. */
function faultOfDomain(domain: string): string | null {
  if (domain === '') return 'The domain is not one that can be written in letters of the internet.';
  if (domain.startsWith('[')) return 'A number in place of a domain is not mailed.';
  if (!domain.includes('.')) return 'The domain has no dot.';
  const labels = domain.split('.');
  if (labels.includes('')) return 'A dot is in a wrong place after the @.';
  if (domain.length > 253 || labels.some((part) => part.length > 63)) return 'The domain is too long.';
  if (!labels.every((part) => label.test(part))) return 'The domain has a character that is not allowed.';
  if (/^\d+$/.test(labels.at(-1) ?? '')) return 'A number in place of a domain is not mailed.';
  return null;
}
