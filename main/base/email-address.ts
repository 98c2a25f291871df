import { domainToASCII } from 'node:url';

/** What stands before and after the last @; null where there is none. */
export function splitAddress(address: string): { local: string; domain: string } | null {
  const at = address.lastIndexOf('@');
  return at < 0 ? null : { local: address.slice(0, at), domain: address.slice(at + 1) };
}

/** Letters with marks can be written in two ways that look the same; both, and their capitals, are one. */
export const normalLocal = (local: string): string => local.normalize('NFC').toLowerCase();

/** The domain as servers know it, in lower case; empty where it cannot be written so. */
export function asciiDomain(domain: string): string {
  const lower = domain.toLowerCase();
  return /^\p{ASCII}*$/u.test(lower) ? lower : domainToASCII(lower);
}

/**
 * The identity of an address: trimmed, lower-cased, the domain in its ASCII form. It judges nothing; a domain without
 * an ASCII form stays as it is.
 */
export function addressKey(address: string): string {
  const parts = splitAddress(address.trim());
  if (!parts) return address.trim().toLowerCase();
  return `${normalLocal(parts.local)}@${asciiDomain(parts.domain) || parts.domain.toLowerCase()}`;
}
