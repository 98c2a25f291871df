import { asciiDomain, splitAddress } from '../base/email-address.ts';

/** The address as it may stand in an envelope: as typed, the domain in its ASCII form. */
export function envelopeAddress(email: string): string {
  const parts = splitAddress(email.trim());
  return parts ? `${parts.local}@${sendable(parts.domain)}` : email.trim();
}

export const domainOf = (email: string): string => sendable(splitAddress(email.trim())?.domain ?? email.trim());

// What has no ASCII form stays as it is: the server's answer says more about it than we could.
const sendable = (domain: string): string => asciiDomain(domain) || domain.toLowerCase();

export const isAscii = (text: string): boolean => /^\p{ASCII}*$/u.test(text);
