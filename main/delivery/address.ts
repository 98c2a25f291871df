import { domainToASCII } from 'node:url';

/** Identity of an address, as the contacts have it: trimmed, lower-cased, the domain in its ASCII form. */
export function addressKey(email: string): string {
  const trimmed = email.trim();
  const at = trimmed.lastIndexOf('@');
  if (at < 0) return trimmed.toLowerCase();
  return `${trimmed.slice(0, at).normalize('NFC').toLowerCase()}@${asciiDomain(trimmed.slice(at + 1))}`;
}

/** The address as it may stand in an envelope: as typed, the domain in its ASCII form. */
export function envelopeAddress(email: string): string {
  const trimmed = email.trim();
  const at = trimmed.lastIndexOf('@');
  return at < 0 ? trimmed : `${trimmed.slice(0, at)}@${asciiDomain(trimmed.slice(at + 1))}`;
}

export const domainOf = (email: string): string => asciiDomain(email.trim().slice(email.trim().lastIndexOf('@') + 1));

const plainDomain = /^[a-z0-9.-]+$/;

function asciiDomain(domain: string): string {
  const lower = domain.toLowerCase();
  if (plainDomain.test(lower)) return lower;
  // What has no ASCII form stays as it is: the server's answer says more about it than we could.
  return domainToASCII(lower) || lower;
}
