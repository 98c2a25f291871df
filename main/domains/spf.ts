import { BlockList, isIPv6 } from 'node:net';
import type { Part } from '#shared/rpc/domains.ts';
import type { Dns } from './dns.ts';
import { mailHostOf } from './hosts.ts';
import { type Passes, type Proof, part, type Sender } from './sender.ts';
import { mergedSpf } from './spf-fix.ts';
import { isSpf } from './spf-record.ts';
import { judge, restOf, type SpfTree, samplesOf, type Walk, walkSpf } from './spf-tree.ts';

/** Whose record receivers ask for, and what it should allow. */
type Question = {
  domain: string;
  /** The host's own domain takes the bounces, so that this record decides nothing. */
  decides: boolean;
  hostName: string;
  /** The host's documented records; empty where it documents none that we know. */
  includes: string[];
  /** What a record must hold to allow the account. */
  allow: string;
  server: string;
};

export async function checkSpf(dns: Dns, sender: Sender): Promise<Proof> {
  const question = questionOf(sender);
  const { domain, decides } = question;
  const answer = await dns.txt(domain);
  const domains = decides ? [domain] : [];
  if (answer.is === 'unknown') return { part: part('spf', 'unknown', answer.words), passes: 'unknown', domains };
  const texts = answer.is === 'found' ? answer.values.filter(isSpf) : [];
  const found = texts.map((value) => ({ type: 'TXT', name: domain, value }) as const);
  const record = (allow: string[], dead?: Set<string>): Part['records'] => {
    const value = mergedSpf(texts, { allow, ...(dead ? { dead } : {}) });
    return value === texts[0] && texts.length === 1
      ? []
      : [{ type: 'TXT', name: domain, value, how: texts.length > 0 ? 'replace' : 'add' }];
  };
  const [text] = texts;
  const needed = question.allow ? [question.allow] : [];
  const wrong = (meaning: string, rest: Partial<Part> = {}): Proof => ({
    part: part('spf', 'wrong', meaning, { found, records: record(decides ? needed : []), ...rest }),
    passes: decides ? 'no' : 'yes',
    domains,
  });
  if (text === undefined) return decides ? missing(question, record(needed.length > 0 ? needed : ['mx'])) : asideOf(question);
  if (texts.length > 1)
    return wrong('There are two SPF records, so receivers ignore both. Put this one in the place of all of them.');

  const { tree, walk } = await walkSpf(dns, { domain, text });
  const notes = notesOf(tree, walk);
  if (walk.errors.length > 0) {
    const fix = walk.lookups > 10 ? [] : record(decides ? needed : [], walk.dead);
    const advice = walk.lookups > 10 ? ' Take out what no longer sends for you.' : '';
    return wrong(`Receivers give up on this record.${advice}`, { notes: [...walk.errors, ...notes], records: fix });
  }
  const rest = restOf(tree);
  if (rest === '+') return wrong('This record allows everybody to send in your name: it ends with +all.', { notes });
  if (walk.unknowns.length > 0)
    return { part: part('spf', 'unknown', walk.unknowns[0] ?? '', { found, notes }), passes: 'unknown', domains };
  if (rest === null)
    return wrong('This record has no end: it does not say what to do with mail from anywhere else. Add “~all”.', { notes });
  if (!decides) {
    const aside = asideOf(question);
    return { ...aside, part: { ...aside.part, found } };
  }

  const covered = await coverage(dns, question, { tree, walk });
  if (covered === 'no') return wrong(`The record does not allow ${question.hostName}, which sends for you.`, { notes });
  if (covered === 'unknown')
    return {
      part: part('spf', 'unknown', unsure(question), { found, notes, records: record(needed) }),
      passes: 'unknown',
      domains,
    };
  const who = question.includes.length > 0 ? question.hostName : `the addresses of ${question.server}`;
  return {
    part: part('spf', 'fine', `The record allows ${who} to send for ${domain}.`, { found, notes }),
    passes: 'yes',
    domains,
  };
}

function questionOf({ account, domain, returnDomain }: Sender): Question {
  const base = { decides: true, includes: [], allow: '', server: '', hostName: 'your mail account' };
  if (!account) return { ...base, domain: returnDomain };
  if (account.kind === 'ses')
    return {
      ...base,
      domain: account.mailFrom ?? domain,
      decides: account.mailFrom !== null,
      hostName: 'Amazon SES',
      includes: ['amazonses.com'],
      allow: 'include:amazonses.com',
    };
  const host = mailHostOf(account.server);
  const { server } = account;
  if (!host) return { ...base, domain: returnDomain, server, hostName: server, allow: isLocal(server) ? '' : `a:${server}` };
  const decides = !host.ownReturnPath;
  const allow = `include:${host.includes[0] ?? ''}`;
  return { domain: decides ? returnDomain : domain, decides, hostName: host.name, includes: host.includes, allow, server };
}

const missing = ({ domain, hostName }: Question, records: Part['records']): Proof => ({
  part: part(
    'spf',
    'missing',
    `${domain} does not say which servers send for it, so receivers cannot tell ${hostName} from a forger.`,
    {
      records,
    },
  ),
  passes: 'no',
  domains: [domain],
});

/** The host's own record decides, which is the host's business. */
const asideOf = ({ hostName, domain }: Question): Proof => ({
  part: part(
    'spf',
    'fine',
    `${hostName} takes the bounces at a domain of its own, and SPF is checked there: nothing is to be done.`,
    {
      notes: [`So SPF says nothing about ${domain}; DKIM has to.`],
    },
  ),
  passes: 'yes',
  domains: [],
});

function unsure({ server, includes, domain }: Question): string {
  if (includes.length > 0) return 'The record of your mail host could not be read, so it cannot be told whether yours allows it.';
  if (!server) return 'There is a record, but no mail account that sends yet, so it cannot be told whether it allows it.';
  if (isLocal(server))
    return `${server} is in your own network; from which address its mail reaches the world cannot be told from here.`;
  return `It cannot be told whether the record of ${domain} allows ${server}, for the host may send from other addresses than it receives at. Ask the host for its SPF record.`;
}

function notesOf(tree: SpfTree, walk: Walk): string[] {
  const notes = [`It needs ${walk.lookups} of the 10 look-ups that receivers make.`];
  if (restOf(tree) === '?') notes.push('It ends with ?all, which says nothing about mail from anywhere else. ~all is better.');
  if (/\sptr\b/i.test(tree.text)) notes.push('It uses “ptr”, which receivers ignore more and more.');
  return notes;
}

/** Whether the record allows what the account sends from. */
async function coverage(dns: Dns, question: Question, { tree, walk }: { tree: SpfTree; walk: Walk }): Promise<Passes> {
  if (question.includes.length > 0) {
    if (question.includes.some((domain) => walk.included.has(domain) || domain === question.domain)) return 'yes';
    // Somebody may have copied the host's addresses instead of including its record.
    const samples = await samplesOfHost(dns, question.includes[0] ?? '');
    return samples.length > 0 && samples.every((address) => judge(tree, address) === '+') ? 'yes' : 'no';
  }
  if (!question.server || isLocal(question.server)) return 'unknown';
  const addresses = await dns.addresses(question.server);
  if (addresses.is !== 'found') return 'unknown';
  return addresses.values.every((address) => judge(tree, address) === '+') ? 'yes' : 'unknown';
}

async function samplesOfHost(dns: Dns, domain: string): Promise<string[]> {
  const answer = await dns.txt(domain);
  const text = answer.is === 'found' ? answer.values.find(isSpf) : undefined;
  return text === undefined ? [] : samplesOf((await walkSpf(dns, { domain, text })).tree);
}

const LOCAL = new BlockList();
for (const [net, prefix] of [
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  LOCAL.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  LOCAL.addSubnet(net, prefix, 'ipv6');

const isLocal = (server: string): boolean =>
  server === 'localhost' || /\.(local|lan|internal)$/.test(server) || LOCAL.check(server, isIPv6(server) ? 'ipv6' : 'ipv4');
