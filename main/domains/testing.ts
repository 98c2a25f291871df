import type { AddressInfo } from 'node:net';
import dns2 from 'dns2';
import { checkDomain } from './check.ts';
import { createDns } from './dns.ts';
import type { Sender } from './sender.ts';

const { Packet } = dns2;
type Record = { TXT: string | string[]; MX: string; A: string; AAAA: string; CNAME: string };
type Zone = Map<string, { type: keyof Record; value: string | string[] }[]>;

/** A DNS server on this machine, by UDP and TCP, whose records are changed while it runs. */
export async function dnsServer() {
  const zone: Zone = new Map();
  const trouble = new Map<string, 'silent' | number>();
  const asked: string[] = [];
  const overTcp: string[] = [];

  const answersTo = (name: string, type: number, depth = 0): object[] => {
    const records = zone.get(name) ?? [];
    const alias = records.find((record) => record.type === 'CNAME');
    if (alias && depth < 8)
      return [
        { name, type: Packet.TYPE.CNAME, class: 1, ttl: 1, domain: alias.value },
        ...(type === Packet.TYPE.CNAME ? [] : answersTo(String(alias.value), type, depth + 1)),
      ];
    return records.filter((record) => Packet.TYPE[record.type] === type).map((record) => resource(name, record));
  };
  const handle = (request: dns2.Packet, send: (answer: dns2.Packet) => void, client: { remoteAddress?: string }) => {
    const [question] = request.questions;
    if (!question) return;
    const name = question.name.toLowerCase();
    asked.push(name);
    if (client.remoteAddress) overTcp.push(name);
    const fault = trouble.get(name);
    if (fault === 'silent') return;
    const response = Packet.createResponseFromRequest(request);
    // dns2 says more with an extended answer; c-ares asks with EDNS and is content with a plain one.
    response.additionals = [];
    const answers = answersTo(name, question.type);
    const exists = zone.has(name) || [...zone.keys()].some((known) => known.endsWith(`.${name}`));
    response.header.rcode = fault ?? (exists ? Packet.RCODE.NOERROR : Packet.RCODE.NXDOMAIN);
    response.answers = (fault === undefined ? answers : []) as dns2.Packet.Resource[];
    send(response);
  };

  const { port, close } = await listen(handle);
  return {
    resolver: `127.0.0.1:${port}`,
    asked,
    overTcp,
    /** Replaces what stands under a name. */
    set: (name: string, records: Partial<{ [Type in keyof Record]: Record[Type][] }>) =>
      void zone.set(
        name,
        (Object.entries(records) as [keyof Record, (string | string[])[]][]).flatMap(([type, values]) =>
          values.map((value) => ({ type, value })),
        ),
      ),
    remove: (name: string) => void zone.delete(name),
    /** From now on the name gets no answer, or an error of the DNS; null for none. */
    fail: (name: string, how: 'silent' | 'SERVFAIL' | 'REFUSED' | null) => {
      if (how === null) trouble.delete(name);
      else trouble.set(name, how === 'silent' ? how : Packet.RCODE[how]);
    },
    close,
  };
}
export type DnsServer = Awaited<ReturnType<typeof dnsServer>>;

function resource(name: string, { type, value }: { type: keyof Record; value: string | string[] }): object {
  const base = { name, type: Packet.TYPE[type], class: 1, ttl: 1 };
  if (type === 'TXT') return { ...base, data: typeof value === 'string' ? inStrings(value) : value };
  if (type === 'MX') {
    const [priority, exchange = ''] = String(value).split(' ');
    return { ...base, priority: Number(priority), exchange: exchange === '.' ? '' : exchange };
  }
  return type === 'CNAME' ? { ...base, domain: value } : { ...base, address: value };
}

/** As a name server stores a long text: 255 octets a string. */
const inStrings = (text: string): string[] => text.match(/.{1,255}/gs) ?? [''];

/** The same port for both, as a resolver has it; another try where one of them is taken. */
async function listen(handle: (...args: never[]) => void): Promise<{ port: number; close: () => Promise<unknown> }> {
  const tcp = dns2.createTCPServer(handle as never);
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  const { port } = tcp.address() as AddressInfo;
  const udp = dns2.createUDPServer(handle as never);
  const bound = await new Promise<boolean>((resolve) => {
    udp.once('error', () => resolve(false));
    void udp.listen(port, '127.0.0.1').then(() => resolve(true));
  });
  const close = () =>
    Promise.all([
      new Promise<void>((resolve) => tcp.close(() => resolve())),
      bound ? new Promise<void>((resolve) => udp.close(() => resolve())) : undefined,
    ]);
  if (bound) return { port, close };
  await close();
  return listen(handle);
}

/** A sender of hearth.example with a mail server of its own. */
export const sender = (given: Partial<Sender> = {}): Sender => ({
  domain: 'hearth.example',
  returnDomain: 'hearth.example',
  replyDomain: 'hearth.example',
  account: { kind: 'smtp', name: 'Own server', server: 'mail.hearth.example' },
  ownKeys: [],
  ...given,
});

/** Checks as the app does, but waits less for who does not answer. */
export const checkAt = (server: { resolver: string }, given: Partial<Sender> = {}) =>
  checkDomain(createDns({ resolver: server.resolver, patience: { timeout: 600, tries: 1 } }), { sender: sender(given), now: 1 });
