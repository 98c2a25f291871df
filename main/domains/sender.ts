import type { DnsRecord, Part } from '#shared/rpc/domains.ts';

/** What there is to know about a sender before the DNS is asked. Domains as the DNS writes them. */
export type Sender = {
  /** Of the From address. */
  domain: string;
  /** Where bounces come back to, unless the host of the account takes them itself. */
  returnDomain: string;
  /** Where replies go. */
  replyDomain: string;
  account: Account | null;
  /** The records of the keys that we sign with ourselves. */
  ownKeys: { name: string; value: string }[];
};

export type Account =
  | { kind: 'smtp'; name: string; server: string }
  | {
      kind: 'ses';
      name: string;
      region: string;
      /** The records of the identity's keys at Amazon; null where they could not be asked for. */
      keys: readonly DnsRecord[] | null;
      /** The identity's own MAIL FROM domain; null for Amazon's. */
      mailFrom: string | null;
    };

/** Whether receivers are satisfied by it. */
export type Passes = 'yes' | 'no' | 'unknown';

/** A part with what the others need to know of it; `domains` are those that it speaks for. */
export type Proof = { part: Part; passes: Passes; domains: string[] };

export const part = (what: Part['what'], state: Part['state'], meaning: string, rest: Partial<Part> = {}): Part => ({
  what,
  state,
  meaning,
  notes: [],
  found: [],
  records: [],
  ...rest,
});

/** A text as people write lists: `a`, `a and b`, `a, b and c`. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
