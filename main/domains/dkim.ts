import type { DnsRecord, Part, PartState } from '#shared/rpc/domains.ts';
import { parseDkim, tagsOf } from './dkim-record.ts';
import type { Dns } from './dns.ts';
import { mailHostOf } from './hosts.ts';
import { listed, type Passes, type Proof, part, type Sender } from './sender.ts';

/** One key that should stand in the DNS, and what does. */
type Looked = {
  state: PartState;
  words: string;
  found: DnsRecord[];
  notes: string[];
  record: Part['records'][number];
  domain: string;
};

export async function checkDkim(dns: Dns, sender: Sender): Promise<Proof> {
  const { account } = sender;
  const expected = [
    ...sender.ownKeys.map((key) => ({ type: 'TXT', ...key }) as const),
    ...(account?.kind === 'ses' ? (account.keys ?? []) : []),
  ];
  if (expected.length > 0) return proofOf(await Promise.all(expected.map((record) => look(dns, record))));
  if (account?.kind === 'ses') {
    const words =
      account.keys === null
        ? 'Amazon SES did not say which keys it signs with, so it cannot be told whether they stand in the DNS.'
        : `Amazon SES has no keys for ${sender.domain}: add it as an identity there, with Easy DKIM.`;
    return {
      part: part('dkim', account.keys === null ? 'unknown' : 'missing', words),
      passes: account.keys === null ? 'unknown' : 'no',
      domains: [],
    };
  }
  return guess(dns, sender);
}

function proofOf(keys: Looked[]): Proof {
  const states = keys.map(({ state }) => state);
  const state = states.every((one) => one === states[0])
    ? (states[0] ?? 'missing')
    : states.includes('unknown')
      ? 'unknown'
      : 'wrong';
  const passes: Passes = states.includes('fine') ? 'yes' : states.includes('unknown') ? 'unknown' : 'no';
  const bad = keys.filter((key) => key.state !== 'fine');
  const meaning = bad[0]?.words ?? `Messages are signed, and receivers find the key: nobody can change or forge them unnoticed.`;
  return {
    part: part('dkim', state, meaning, {
      notes: [...bad.slice(1).map(({ words }) => words), ...keys.flatMap(({ notes }) => notes)],
      found: keys.flatMap(({ found }) => found),
      records: bad.filter((key) => key.state !== 'unknown').map(({ record }) => record),
    }),
    passes,
    domains: [...new Set(keys.filter((key) => key.state === 'fine').map(({ domain }) => domain))],
  };
}

async function look(dns: Dns, expected: DnsRecord): Promise<Looked> {
  const { name } = expected;
  const domain = name.slice(name.indexOf('._domainkey.') + '._domainkey.'.length);
  const answer = await dns.txt(name);
  const base = { found: [], notes: [], domain, record: { ...expected, how: 'add' } } as const;
  if (answer.is === 'unknown') return { ...base, found: [], notes: [], state: 'unknown', words: answer.words };
  const texts = answer.is === 'found' ? answer.values : [];
  const found = texts.map((value) => ({ type: 'TXT', name, value }) as const);
  const bad = (state: PartState, words: string, how: 'add' | 'replace'): Looked => ({
    ...base,
    state,
    words,
    found,
    notes: [],
    record: { ...expected, how },
  });
  const [text] = texts;
  if (text === undefined) return bad('missing', await missingWords(dns, expected), 'add');
  if (texts.length > 1) return bad('wrong', `There are two records at ${name}; receivers may take the wrong one.`, 'replace');
  const fault = faultOf(text, expected);
  if (fault) return bad('wrong', `The key at ${name} does not fit: ${fault}.`, 'replace');
  return { ...base, state: 'fine', words: '', found, notes: notesOf(text) };
}

async function missingWords(dns: Dns, { name, type }: DnsRecord): Promise<string> {
  const alias = await dns.cname(name);
  const target = alias.is === 'found' ? alias.values[0] : undefined;
  if (target) return `${name} leads to ${target}, but no key stands there.`;
  const what = type === 'CNAME' ? 'the record that leads to it' : 'it';
  return `Receivers do not find the key that signs the messages: ${what} is not in the DNS.`;
}

/** What keeps receivers from using the key, as the end of a sentence. */
function faultOf(text: string, expected: DnsRecord): string | null {
  const key = parseDkim(text);
  if (key.is === 'revoked') return 'it was withdrawn (its “p=” is empty)';
  if (key.is === 'broken') return key.why;
  if (key.bits !== null && key.bits < 1024) return `it has only ${key.bits} bits, and receivers take 1024 at least`;
  const wanted = expected.type === 'TXT' ? tagsOf(expected.value).get('p')?.replace(/\s+/g, '') : undefined;
  return wanted !== undefined && wanted !== key.publicKey ? 'it is another one than we sign with' : null;
}

function notesOf(text: string): string[] {
  const key = parseDkim(text);
  if (key.is !== 'key') return [];
  const notes: string[] = [];
  if (key.testing)
    notes.push('The key is marked as a test (t=y), so some receivers treat messages as unsigned. Take the mark out.');
  if (key.bits !== null && key.bits < 2048) notes.push(`The key has ${key.bits} bits. 2048 are better.`);
  return notes;
}

/** The host signs under a name of its own: the usual ones are tried. */
async function guess(dns: Dns, { account, domain }: Sender): Promise<Proof> {
  const host = account ? mailHostOf(account.kind === 'smtp' ? account.server : '') : null;
  const names = (host?.selectors ?? []).map((selector) => `${selector}._domainkey.${domain}`);
  const answers = await Promise.all(names.map(async (name) => ({ name, answer: await dns.txt(name) })));
  for (const { name, answer } of answers) {
    const text = answer.is === 'found' ? answer.values[0] : undefined;
    if (text === undefined || parseDkim(text).is !== 'key') continue;
    const found = [{ type: 'TXT', name, value: text } as const];
    const meaning = `There is a key of ${host?.name ?? 'your host'}, with which it signs your messages.`;
    return { part: part('dkim', 'fine', meaning, { found, notes: notesOf(text) }), passes: 'yes', domains: [domain] };
  }
  const failed = answers.find(({ answer }) => answer.is === 'unknown');
  if (failed?.answer.is === 'unknown')
    return { part: part('dkim', 'unknown', failed.answer.words), passes: 'unknown', domains: [] };
  const meaning =
    names.length > 0
      ? `No key of ${host?.name} was found under the usual ${names.length === 1 ? 'name' : 'names'}. Switch DKIM on in its settings, or sign here with a key of your own.`
      : 'We do not sign, and under which name your host keeps its key cannot be told from outside. Sign here with a key of your own, or ask the host.';
  const notes = names.length > 0 ? [`Looked for: ${listed(names)}.`] : [];
  return { part: part('dkim', 'unknown', meaning, { notes }), passes: 'unknown', domains: [] };
}
