import { z } from 'zod';
import { id, none, time } from '../schema/shapes.ts';
import { call } from './contract.ts';

const dnsRecord = z.object({ type: z.enum(['TXT', 'CNAME', 'MX']), name: z.string(), value: z.string() });
export type DnsRecord = z.infer<typeof dnsRecord>;

/** `unknown` where the DNS did not answer, or where nobody can tell from outside. */
const partState = z.enum(['fine', 'missing', 'wrong', 'unknown']);
export type PartState = z.infer<typeof partState>;

const part = z.object({
  what: z.enum(['spf', 'dkim', 'dmarc', 'alignment', 'mx']),
  state: partState,
  /** What that means for who sends, in one sentence. */
  meaning: z.string(),
  /** What else there is to know. */
  notes: z.array(z.string()),
  /** What stands in the DNS now. */
  found: z.array(dnsRecord),
  /** What should stand there: to paste as it is, beside the others or in the place of what is there under this name and type. */
  records: z.array(dnsRecord.extend({ how: z.enum(['add', 'replace']) })),
});
export type Part = z.infer<typeof part>;

export const domainCheck = z.object({
  domain: z.string(),
  checkedAt: time,
  /** The account that it was checked for; empty where none sends yet. */
  accountName: z.string(),
  /** What Gmail and Yahoo would say: well for many, for few only, not at all; `unknown` where it cannot be told. */
  verdict: z.enum(['many', 'few', 'fails', 'unknown']),
  summary: z.string(),
  parts: z.array(part),
});
export type DomainCheck = z.infer<typeof domainCheck>;

/** Whether we sign messages of the domain: not at all, once the record is in the DNS, or now; `lost` where the key is on another computer. */
const signing = z.enum(['none', 'waiting', 'signing', 'lost']);
export type Signing = z.infer<typeof signing>;

const ofBrand = z.object({ brandId: id });

export const domainsRpc = {
  /** The last check of each domain that was checked; asks no DNS. */
  all: call(none, z.array(domainCheck)),
  /** Asks the DNS about the domain of a sender, for the account that would send for it. A key that is seen there signs from then on. */
  check: call(ofBrand, domainCheck.extend({ signing })),
  /** Makes a key to sign with; its record is among those of the next check. */
  makeKey: call(ofBrand, none),
  /** Takes over a key that exists, as PEM. */
  importKey: call(ofBrand.extend({ selector: z.string().trim().min(1).max(120), privateKey: z.string().max(20_000) }), none),
  removeKey: call(ofBrand, none),
  settings: call(none, z.object({ resolver: z.string() })),
  /** `resolver` is the IP address of a DNS server, with or without a port; empty for the system's own. */
  change: call(z.object({ resolver: z.string().trim().max(100) }), none),
};
