import { asciiDomain } from './names.ts';
import { type Directive, parseSpf } from './spf-record.ts';

/**
 * The one record that a domain should have: everything that its records allow now, and `allow` before the end, without
 * what leads to `dead` domains. A domain must not have two, so a new host is never a second record. `+all` becomes `~all`,
 * and a missing end is added.
 */
export function mergedSpf(
  records: readonly string[],
  { allow, dead = new Set() }: { allow: readonly string[]; dead?: ReadonlySet<string> },
): string {
  const parsed = records.map(parseSpf);
  const rules = parsed.flatMap(({ directives }) => directives.filter(({ mechanism }) => mechanism !== 'all'));
  const ends = parsed.flatMap(({ directives }) => directives.filter(({ mechanism }) => mechanism === 'all'));
  const redirects = parsed.map(({ redirect }) => redirect).filter((redirect) => redirect !== '');
  const isOfUse = ({ mechanism, value }: Directive) =>
    mechanism !== 'ptr' && !(mechanism === 'include' && dead.has(asciiDomain(value)));
  const known = rules.filter(isOfUse).map(({ text }) => text.replace(/^\+/, ''));
  const terms = [...new Set([...known, ...allow])];
  const [redirect] = redirects;
  // A redirect counts only where nothing else ends the record.
  if (ends.length === 0 && redirect && redirects.length === 1) return ['v=spf1', ...terms, `redirect=${redirect}`].join(' ');
  const kept = redirects.map((domain) => `include:${domain}`);
  const strict = ends.length > 0 && ends.every(({ qualifier }) => qualifier === '-');
  return ['v=spf1', ...new Set([...terms, ...kept]), strict ? '-all' : '~all'].join(' ');
}
