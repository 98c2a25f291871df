import { domainToASCII } from 'node:url';
import { getDomain } from 'tldts';

/** The domain of an address as the DNS writes it; empty where there is none. */
export const domainOfAddress = (address: string): string => asciiDomain(address.slice(address.lastIndexOf('@') + 1));

export const asciiDomain = (domain: string): string =>
  domainToASCII(domain.trim().toLowerCase().replace(/\.$/, '')).replace(/\.$/, '');

/** What somebody registered: `hearth.example` of `news.hearth.example` (by the public suffix list). */
export const organisationOf = (domain: string): string => getDomain(domain, { allowPrivateDomains: true }) ?? domain;

/** Whether DMARC takes one domain for the other: the very same, or of the same organisation where that is enough. */
export const isAligned = (domain: string, from: string, mode: 'relaxed' | 'strict'): boolean =>
  domain === from || (mode === 'relaxed' && organisationOf(domain) === organisationOf(from));

/** Hosts of mailboxes for everybody: nobody but the host changes their records. */
const FREE = new Set(
  `gmail.com googlemail.com yahoo.com yahoo.co.uk yahoo.de yahoo.fr ymail.com aol.com outlook.com outlook.de hotmail.com
  hotmail.co.uk hotmail.fr live.com msn.com icloud.com me.com mac.com gmx.de gmx.net gmx.com gmx.at gmx.ch web.de t-online.de
  freenet.de orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it proton.me protonmail.com pm.me fastmail.com
  mail.com mail.ru yandex.ru yandex.com zoho.com zohomail.com zohomail.eu qq.com 163.com 126.com btinternet.com bluewin.ch
  comcast.net verizon.net att.net seznam.cz wp.pl o2.pl mailbox.org posteo.de`.split(/\s+/),
);
export const isFreeMail = (domain: string): boolean => FREE.has(domain);
