import type { DnsRecord, Part } from '#shared/rpc/domains.ts';
import type { Dns } from './dns.ts';
import { mailHostOf } from './hosts.ts';
import { asciiDomain } from './names.ts';
import { listed, part, type Sender } from './sender.ts';

type Looked = { state: Part['state']; words: string; found: DnsRecord[]; records: Part['records'] };

/** Whether what comes back, bounces and replies, finds a server. */
export async function checkMx(dns: Dns, sender: Sender): Promise<Part> {
  const takesBounces =
    (sender.account?.kind === 'smtp' && mailHostOf(sender.account.server)?.ownReturnPath) || sender.account?.kind === 'ses';
  const mailFrom = sender.account?.kind === 'ses' ? sender.account.mailFrom : null;
  const uses = new Map<string, string[]>();
  const use = (domain: string, what: string) => uses.set(domain, [...(uses.get(domain) ?? []), what]);
  use(sender.replyDomain, 'replies');
  if (!takesBounces) use(sender.returnDomain, 'bounces');
  if (mailFrom) use(mailFrom, 'bounces');

  const looked = await Promise.all([...uses].map(([domain, what]) => look(dns, { domain, what: listed(what), sender })));
  const order = ['missing', 'wrong', 'unknown', 'fine'] as const;
  const [first, ...others] = looked.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return part('mx', first?.state ?? 'unknown', first?.words ?? '', {
    notes: others.map(({ words }) => words),
    found: looked.flatMap(({ found }) => found),
    records: looked.flatMap(({ records }) => records),
  });
}

async function look(dns: Dns, of: { domain: string; what: string; sender: Sender }): Promise<Looked> {
  const { domain, what } = of;
  const answer = await dns.mx(domain);
  const nothing = { found: [], records: [] };
  if (answer.is === 'unknown') return { ...nothing, state: 'unknown', words: answer.words };
  if (answer.is === 'missing') return withoutMx(dns, of);
  const found = answer.values.map(
    ({ exchange, priority }) => ({ type: 'MX', name: domain, value: `${priority} ${exchange || '.'}` }) as const,
  );
  if (answer.values.every(({ exchange }) => exchange === '' || exchange === '.')) {
    const words = `${domain} says that it takes no mail at all (null MX): ${what} are lost.`;
    return { state: 'wrong', words, found, records: recordsFor(of, 'replace') };
  }
  const servers = await Promise.all(
    answer.values.map(async ({ exchange }) => ({ exchange, addresses: await dns.addresses(asciiDomain(exchange)) })),
  );
  const reachable = servers.filter(({ addresses }) => addresses.is === 'found');
  if (reachable.length > 0)
    return { ...nothing, state: 'fine', words: `${capital(what)} to ${domain} find a mail server.`, found };
  const silent = servers.find(({ addresses }) => addresses.is === 'unknown')?.addresses;
  if (silent?.is === 'unknown') return { ...nothing, state: 'unknown', words: silent.words, found };
  const names = listed(servers.map(({ exchange }) => exchange));
  return {
    state: 'wrong',
    words: `${domain} names ${names}, which does not exist: ${what} are lost.`,
    found,
    records: recordsFor(of, 'replace'),
  };
}

async function withoutMx(dns: Dns, of: { domain: string; what: string; sender: Sender }): Promise<Looked> {
  const { domain, what } = of;
  const addresses = await dns.addresses(domain);
  const records = recordsFor(of, 'add');
  if (addresses.is === 'found') {
    const words = `${domain} names no mail server, so ${what} go to its website's address. Whether mail is taken there cannot be told.`;
    return { state: 'unknown', words, found: [], records };
  }
  if (addresses.is === 'unknown') return { state: 'unknown', words: addresses.words, found: [], records: [] };
  return { state: 'missing', words: `${domain} has no mail server: ${what} are lost.`, found: [], records };
}

/** Only who keeps the mailbox knows the right server; of some hosts it is known. */
function recordsFor({ domain, sender }: { domain: string; sender: Sender }, how: 'add' | 'replace'): Part['records'] {
  const { account } = sender;
  const values =
    account?.kind === 'ses'
      ? domain === account.mailFrom
        ? [`10 feedback-smtp.${account.region}.amazonses.com`]
        : []
      : ((account && mailHostOf(account.server)?.mx) ?? []);
  return values.map((value) => ({ type: 'MX', name: domain, value, how }));
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
