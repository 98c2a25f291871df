import type { DnsRecord, Part } from '#shared/rpc/domains.ts';
import { tagsOf } from './dkim-record.ts';
import type { Answer, Dns } from './dns.ts';
import { organisationOf } from './names.ts';
import { type Passes, part } from './sender.ts';

type Mode = 'relaxed' | 'strict';
export type Dmarc = { part: Part; passes: Passes; policy: 'none' | 'quarantine' | 'reject' | null; dkim: Mode; spf: Mode };

const isDmarc = (text: string): boolean => /^v\s*=\s*DMARC1\s*(;|$)/i.test(text);
/** What somebody meant to be one. */
const isNearly = (text: string): boolean => /dmarc1/i.test(text) && !isDmarc(text);

const policies = ['none', 'quarantine', 'reject'] as const;
const meanings = {
  none: 'Receivers take your messages as they are and look whether they are really yours (p=none).',
  quarantine: 'What is not really yours goes into the spam folder (p=quarantine).',
  reject: 'What is not really yours is refused (p=reject).',
};

/** The record of the domain, or else of whoever registered it (RFC 7489 §6.6.3). */
export async function checkDmarc(dns: Dns, domain: string): Promise<Dmarc> {
  const own = `_dmarc.${domain}`;
  const above = `_dmarc.${organisationOf(domain)}`;
  const relaxed = { policy: null, dkim: 'relaxed', spf: 'relaxed' } as const;
  let name = own;
  let answer = await dns.txt(own);
  if (answer.is !== 'unknown' && above !== own && !textsOf(answer).some((text) => isDmarc(text) || isNearly(text))) {
    name = above;
    answer = await dns.txt(above);
  }
  if (answer.is === 'unknown') return { ...relaxed, part: part('dmarc', 'unknown', answer.words), passes: 'unknown' };
  const records = textsOf(answer).filter(isDmarc);
  const nearly = textsOf(answer).filter(isNearly);
  const found = [...records, ...nearly].map((value) => ({ type: 'TXT', name, value }) as const);
  const bad = (state: 'missing' | 'wrong', meaning: string, value: string): Dmarc => ({
    ...relaxed,
    part: part('dmarc', state, meaning, {
      found,
      records: [{ type: 'TXT', name: found.length > 0 ? name : above, value, how: found.length > 0 ? 'replace' : 'add' }],
    }),
    passes: 'no',
  });
  const [text] = records;
  if (text === undefined && nearly.length > 0)
    return bad('wrong', 'The record does not begin with “v=DMARC1”, so receivers do not see it.', repaired(nearly[0] ?? ''));
  if (text === undefined)
    return bad(
      'missing',
      'Receivers are not told what to do with forged mail in your name; Gmail and Yahoo ask it of who sends a lot.',
      START,
    );
  if (records.length > 1) return bad('wrong', 'There are two DMARC records, so receivers ignore both.', text);
  return read({ text, name, domain, found }, bad, dns);
}

const START = 'v=DMARC1; p=none';
const textsOf = (answer: Answer<string>): string[] => (answer.is === 'found' ? answer.values : []);

type Standing = { text: string; name: string; domain: string; found: DnsRecord[] };

async function read(
  { text, name, domain, found }: Standing,
  bad: (state: 'wrong', meaning: string, value: string) => Dmarc,
  dns: Dns,
): Promise<Dmarc> {
  const tags = tagsOf(text);
  const inherited = name !== `_dmarc.${domain}`;
  const written = ((inherited ? tags.get('sp') : undefined) ?? tags.get('p') ?? '').toLowerCase();
  const policy = policies.find((one) => one === written);
  if (!policy) {
    const fault = tags.has('p') ? `“p=${tags.get('p')}” is not a policy` : 'There is no policy (no “p=”)';
    return bad('wrong', `${fault}, so receivers do as if there were no record.`, repaired(text));
  }
  const mode = (tag: string): Mode => ((tags.get(tag) ?? 'r').toLowerCase() === 's' ? 'strict' : 'relaxed');
  const percent = Number(tags.get('pct') ?? 100);
  const notes: string[] = [];
  if (inherited) notes.push(`It is the record of ${organisationOf(domain)}, which counts for ${domain} too.`);
  if (percent < 100 && policy !== 'none') notes.push(`It counts for ${percent}% of the messages only (pct=${percent}).`);
  if (policy === 'none') notes.push('Once everything else has been fine for some weeks, p=quarantine protects your name better.');
  if (!tags.has('rua'))
    notes.push('Nobody receives the reports of who sends in your name. “rua=mailto:…” would have them sent to you.');
  notes.push(...(await strangers(dns, { rua: tags.get('rua') ?? '', organisation: organisationOf(domain) })));
  return {
    part: part('dmarc', 'fine', meanings[policy], { found, notes }),
    passes: 'yes',
    policy,
    dkim: mode('adkim'),
    spf: mode('aspf'),
  };
}

/** Reports go to another domain only where that one agrees (RFC 7489 §7.1). */
async function strangers(dns: Dns, { rua, organisation }: { rua: string; organisation: string }): Promise<string[]> {
  const domains = [...rua.matchAll(/mailto:[^@\s,]+@([^\s,!]+)/gi)].map(([, domain = '']) => domain.toLowerCase());
  const others = [...new Set(domains)].filter((domain) => organisationOf(domain) !== organisation);
  const answers = await Promise.all(
    others.map(async (domain) => ({ domain, answer: await dns.txt(`${organisation}._report._dmarc.${domain}`) })),
  );
  return answers
    .filter(({ answer }) => answer.is === 'missing')
    .map(({ domain }) => `${domain} has not agreed to receive your reports, so none are sent there.`);
}

/** The same record with a beginning and a policy that can be read. */
function repaired(text: string): string {
  const tags = tagsOf(text);
  const given = (tags.get('p') ?? '').toLowerCase();
  const policy = policies.find((one) => one === given) ?? 'none';
  const rest = [...tags].filter(([tag]) => ['sp', 'adkim', 'aspf', 'rua', 'ruf', 'pct', 'fo'].includes(tag));
  return [`v=DMARC1; p=${policy}`, ...rest.map(([tag, value]) => `${tag}=${value}`)].join('; ');
}
