import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { messageOf } from '../base/errors.ts';

/** An answer of the DNS: what stands there, that nothing does, or that nobody could say. */
export type Answer<Value> =
  | { is: 'found'; values: Value[] }
  | { is: 'missing'; why: 'no-name' | 'no-record' }
  | { is: 'unknown'; words: string };

export type MailExchanger = { exchange: string; priority: number };

/** The questions that a check asks. The same question is asked once; make a new one for each check. */
export type Dns = {
  txt: (name: string) => Promise<Answer<string>>;
  mx: (name: string) => Promise<Answer<MailExchanger>>;
  /** IPv4 and IPv6 together. */
  addresses: (name: string) => Promise<Answer<string>>;
  cname: (name: string) => Promise<Answer<string>>;
};

/** An answer takes a resolver some hundred milliseconds; who has not answered by then does not. */
const PATIENCE = { timeout: 2_000, tries: 2 };

/** `resolver` is an IP address with or without a port; empty for the system's own. */
export function createDns(options: { resolver: string; signal?: AbortSignal; patience?: typeof PATIENCE }): Dns {
  const resolver = new Resolver(options.patience ?? PATIENCE);
  if (options.resolver) resolver.setServers([options.resolver]);
  options.signal?.addEventListener('abort', () => resolver.cancel(), { once: true });

  const asked = new Map<string, Promise<Answer<never>>>();
  const once = <Value>(type: string, name: string, ask: () => Promise<Value[]>): Promise<Answer<Value>> => {
    const question = `${type} ${name.toLowerCase()}`;
    const answer = asked.get(question) ?? (answerOf(ask, name) as Promise<Answer<never>>);
    asked.set(question, answer);
    return answer;
  };

  return {
    // A long text stands in several strings, which belong together without a gap (RFC 7208 §3.3).
    txt: (name) => once('TXT', name, async () => (await resolver.resolveTxt(name)).map((strings) => strings.join(''))),
    mx: (name) => once('MX', name, async () => (await resolver.resolveMx(name)).sort((a, b) => a.priority - b.priority)),
    cname: (name) => once('CNAME', name, () => resolver.resolveCname(name)),
    addresses: async (name) =>
      together(
        await Promise.all([once('A', name, () => resolver.resolve4(name)), once('AAAA', name, () => resolver.resolve6(name))]),
      ),
  };
}

/** Whether a text is what `createDns` takes as a resolver. */
export function isResolver(text: string): boolean {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^[\]]+?))(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (isIP(text)) return true;
  return isIP(bracketed ?? plain ?? '') !== 0 && Number(port ?? 53) > 0 && Number(port ?? 53) < 65_536;
}

async function answerOf<Value>(ask: () => Promise<Value[]>, name: string): Promise<Answer<Value>> {
  if (!isAskable(name)) return { is: 'missing', why: 'no-name' };
  try {
    const values = await ask();
    return values.length > 0 ? { is: 'found', values } : { is: 'missing', why: 'no-record' };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'ENODATA') return { is: 'missing', why: 'no-record' };
    if (code === 'ENOTFOUND') return { is: 'missing', why: 'no-name' };
    return { is: 'unknown', words: wordsOf(code, name) ?? messageOf(error) };
  }
}

/** What no server needs to be asked about: a label is at most 63 octets, a name 253. */
const isAskable = (name: string): boolean =>
  name.length > 0 && name.length <= 253 && name.split('.').every((label) => label.length > 0 && label.length <= 63);

function wordsOf(code: string, name: string): string | null {
  const words: Record<string, string> = {
    ETIMEOUT: `The DNS did not answer in time about ${name}.`,
    ESERVFAIL: `The DNS servers of ${name} are broken: they answered SERVFAIL.`,
    EREFUSED: `The DNS server refused to answer about ${name}.`,
    ECONNREFUSED: 'No DNS server could be reached. Is this computer online, and is the resolver in the settings right?',
    EBADRESP: `The DNS answered about ${name} with something that cannot be read.`,
    ECANCELLED: 'The check was stopped.',
  };
  return words[code] ?? null;
}

function together(answers: Answer<string>[]): Answer<string> {
  const values = answers.flatMap((answer) => (answer.is === 'found' ? answer.values : []));
  if (values.length > 0) return { is: 'found', values };
  const [first] = answers;
  return answers.find(({ is }) => is === 'unknown') ?? first ?? { is: 'missing', why: 'no-record' };
}
