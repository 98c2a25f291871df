import { type DomainCheck, domainCheck } from '#shared/rpc/domains.ts';
import { type ReadDb, sql, type WriteDb } from '../db/db.ts';

/** The last check of a domain takes the place of the one before. */
export const saveCheck = (db: WriteDb, check: DomainCheck): void =>
  void db.run(sql`/* domains.save */
    INSERT INTO domain_checks (domain, checked_at, result) VALUES (${check.domain}, ${check.checkedAt}, ${JSON.stringify(check)})
    ON CONFLICT (domain) DO UPDATE SET checked_at = excluded.checked_at, result = excluded.result`);

export const lastChecks = (db: ReadDb): DomainCheck[] =>
  db.all<{ result: string }>(sql`/* domains.all */ SELECT result FROM domain_checks ORDER BY domain`).map(toCheck);

export function lastCheckOf(db: ReadDb, domain: string): DomainCheck | null {
  const row = db.get<{ result: string }>(sql`/* domains.last */ SELECT result FROM domain_checks WHERE domain = ${domain}`);
  return row ? toCheck(row) : null;
}

const toCheck = ({ result }: { result: string }): DomainCheck => domainCheck.parse(JSON.parse(result));

/** The DNS server that checks ask; empty for the system's own. */
export const resolverOf = (db: ReadDb): string =>
  db.value<string>(sql`/* domains.resolver */ SELECT resolver FROM domain_settings`) ?? '';

export const saveResolver = (db: WriteDb, resolver: string): void =>
  void db.run(sql`/* domains.setResolver */
    INSERT INTO domain_settings (id, resolver) VALUES (1, ${resolver}) ON CONFLICT (id) DO UPDATE SET resolver = excluded.resolver`);
