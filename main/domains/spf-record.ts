import { isIPv4, isIPv6 } from 'node:net';

export type Qualifier = '+' | '-' | '~' | '?';
type Mechanism = 'all' | 'include' | 'a' | 'mx' | 'ptr' | 'ip4' | 'ip6' | 'exists';
export type Directive = {
  qualifier: Qualifier;
  mechanism: Mechanism;
  /** Of a domain: empty for the record's own. Of ip4 and ip6: the address. */
  value: string;
  prefix4: number;
  prefix6: number;
  text: string;
};
export type SpfRecord = {
  directives: Directive[];
  /** Who answers instead where nothing matched; empty for nobody. */
  redirect: string;
  /** What receivers cannot read: they give up on the whole record. */
  errors: string[];
};

const MECHANISM = /^([+\-~?])?(all|include|a|mx|ptr|ip4|exists)(?::([^/]+))?(?:\/(\d{1,3}))?(?:\/\/(\d{1,3}))?$/i;

export const isSpf = (text: string): boolean => /^v=spf1(?: |$)/i.test(text.trim());

/** Whether a name is filled in for each message, so that it cannot be looked up beforehand. */
export const hasMacro = (text: string): boolean => text.includes('%');

/** Reads a record as RFC 7208 §4.6 and §5 write it. */
export function parseSpf(text: string): SpfRecord {
  const record: SpfRecord = { directives: [], redirect: '', errors: [] };
  for (const term of text.trim().split(/ +/).slice(1)) {
    const [, name = '', value = ''] = /^([a-z][a-z0-9._-]*)=(.*)$/i.exec(term) ?? [];
    if (name.toLowerCase() === 'redirect') {
      if (record.redirect) record.errors.push('There are two redirects.');
      record.redirect = value;
    } else if (!name) addDirective(record, term);
  }
  // Behind `all` nothing is read, and a redirect beside one never comes into play.
  const end = record.directives.findIndex(({ mechanism }) => mechanism === 'all');
  if (end >= 0) record.redirect = '';
  return end >= 0 ? { ...record, directives: record.directives.slice(0, end + 1) } : record;
}

function addDirective(record: SpfRecord, term: string): void {
  const directive = directiveOf(term);
  if (directive) record.directives.push(directive);
  else record.errors.push(`“${term}” is not a rule that SPF knows.`);
}

function directiveOf(term: string): Directive | null {
  const ip6 = /^([+\-~?])?ip6:([0-9a-f:.]+)(?:\/(\d{1,3}))?$/i.exec(term);
  if (ip6) return range(term, { qualifier: ip6[1], mechanism: 'ip6', value: ip6[2] ?? '', prefix6: Number(ip6[3] ?? 128) });
  const [match, qualifier, named, value = '', prefix4, prefix6] = MECHANISM.exec(term) ?? [];
  if (!match || !named) return null;
  const mechanism = named.toLowerCase() as Mechanism;
  if ((mechanism === 'include' || mechanism === 'exists') && !value) return null;
  if (mechanism === 'all' && value) return null;
  return range(term, { qualifier, mechanism, value, prefix4: Number(prefix4 ?? 32), prefix6: Number(prefix6 ?? 128) });
}

function range(
  text: string,
  read: { qualifier: string | undefined; mechanism: Mechanism; value: string; prefix4?: number; prefix6?: number },
): Directive | null {
  const { qualifier = '+', mechanism, value, prefix4 = 32, prefix6 = 128 } = read;
  if (mechanism === 'ip4' && !isIPv4(value)) return null;
  if (mechanism === 'ip6' && !isIPv6(value)) return null;
  if (prefix4 > 32 || prefix6 > 128) return null;
  return { qualifier: qualifier as Qualifier, mechanism, value, prefix4, prefix6, text };
}
