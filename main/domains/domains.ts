/** The face of domains: what the DNS says about the domains that campaigns come from. */
import type { DomainCheck } from '#shared/rpc/domains.ts';
import { invalid } from '../base/errors.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import { checkDomain } from './check.ts';
import { lastCheckOf, lastChecks, resolverOf, saveCheck, saveResolver } from './checks.store.ts';
import { createDns, isResolver } from './dns.ts';
import { domainOfAddress } from './names.ts';
import type { Sender } from './sender.ts';

export { asciiDomain, domainOfAddress } from './names.ts';
export type { Account, Sender } from './sender.ts';

export const listChecks = (db: ReadDb): DomainCheck[] => lastChecks(db);
export const dnsResolver = (db: ReadDb): string => resolverOf(db);

/** What was last found out about the domain of an address; asks nobody. */
export const lastCheckFor = (db: ReadDb, address: string): DomainCheck | null => lastCheckOf(db, domainOfAddress(address));

/** Asks the DNS, and keeps what it says. */
export async function checkSender(
  db: WriteDb,
  { sender, now, signal }: { sender: Sender; now: number; signal?: AbortSignal },
): Promise<DomainCheck> {
  const dns = createDns({ resolver: resolverOf(db), ...(signal ? { signal } : {}) });
  const check = await checkDomain(dns, { sender, now });
  if (!signal?.aborted) saveCheck(db, check);
  return check;
}

export function setDnsResolver(db: WriteDb, resolver: string): void {
  if (resolver !== '' && !isResolver(resolver))
    throw invalid('domains.resolver', 'A DNS server is an IP address, such as 9.9.9.9 or 192.168.1.1:53.');
  saveResolver(db, resolver);
}
