import { withoutTags } from '#shared/content/liquid-tags.ts';

/** What is wrong with a link by the look of it; nothing is asked of the web. */
export type LinkFault = { what: 'no-link' | 'bad-link' | 'private-link' | 'short-link' | 'other-link'; detail: string };

const SHORT = new Set('bit.ly tinyurl.com t.co goo.gl ow.ly is.gd buff.ly rebrand.ly cutt.ly shorturl.at t.ly'.split(' '));
const PRIVATE_NAMES = /(^|\.)(localhost|local|internal|lan|home|test|invalid)$/;

/** `words` is what the link says. Links that merge tags decide are for the dry run. */
export function linkFault(href: string, words: string): LinkFault | null {
  const link = href.trim();
  const detail = link.length > 60 ? `${link.slice(0, 57)}…` : link;
  if (/^\{\{/.test(link)) return null;
  if (link === '' || /^(#|https?:\/*)$/i.test(link)) return { what: 'no-link', detail: words.trim().slice(0, 60) };
  if (link.startsWith('#')) return null;
  const plain = withoutTags(link, (tag) => (tag.startsWith('{%') ? '' : 'x'));
  if (/^mailto:/i.test(plain)) return /^mailto:[^\s@?]+@[^\s@?]+\.[^\s@?]+/i.test(plain) ? null : { what: 'bad-link', detail };
  if (/^tel:/i.test(plain)) return /\d{3}/.test(plain) ? null : { what: 'bad-link', detail };
  if (/^file:/i.test(plain)) return { what: 'private-link', detail };
  const host = hostOf(plain);
  if (host === null) return { what: 'bad-link', detail };
  if (isPrivate(host)) return { what: 'private-link', detail };
  if (!/^[^.]+(\.[^.]+)+$/.test(host) && !/^\[/.test(host)) return { what: 'bad-link', detail };
  if (SHORT.has(host)) return { what: 'short-link', detail: host };
  const said = saidHost(words);
  return said && !sameSite(said, host) ? { what: 'other-link', detail: `${said} → ${host}` } : null;
}

function hostOf(link: string): string | null {
  if (/\s/.test(link) || !/^https?:\/\/[^/]/i.test(link)) return null;
  const { hostname = null } = URL.parse(link) ?? {};
  return hostname?.toLowerCase() || null;
}

function isPrivate(host: string): boolean {
  if (PRIVATE_NAMES.test(host)) return true;
  if (host.startsWith('[')) return /^\[(::1?|f[cd].*|fe80.*)\]$/.test(host);
  const [a = -1, b = -1, ...rest] = host.split('.').map(Number);
  if (rest.length !== 2 || [a, b, ...rest].some(Number.isNaN)) return false;
  return (
    a === 10 || a === 127 || a === 0 || (a === 192 && b === 168) || (a === 172 && b >= 16 && b < 32) || (a === 169 && b === 254)
  );
}

/** The site that the words of a link name, where they are an address themselves. */
function saidHost(words: string): string | null {
  const [, host] = /^\s*(?:https?:\/\/)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:\/\S*)?\s*$/i.exec(words) ?? [];
  return host?.toLowerCase() ?? null;
}

const bare = (host: string) => host.replace(/^www\./, '');
const sameSite = (one: string, other: string): boolean =>
  bare(one) === bare(other) || bare(one).endsWith(`.${bare(other)}`) || bare(other).endsWith(`.${bare(one)}`);
