import { z } from 'zod';
import { type ReadDb, type Sql, sql, sqlJoin, type WriteDb } from '../db/db.ts';

const actorType = z.enum(['key', 'user', 'system']);
const details = z.record(z.string(), z.unknown());

type Row = {
  id: number;
  publicId: string;
  at: number;
  actorType: string;
  actorId: string;
  actorLabel: string;
  via: string;
  action: string;
  targetType: string;
  targetId: string;
  ip: string;
  requestId: string;
  details: string;
};

const parse = (row: Row) => ({
  ...row,
  actorType: actorType.parse(row.actorType),
  details: details.parse(JSON.parse(row.details)),
});
/** Who did what to what, when, and by which way. */
export type AuditEntry = ReturnType<typeof parse>;

export const insertEntry = (db: WriteDb, entry: Omit<AuditEntry, 'id'>): number =>
  db.run(sql`/* audit.insert */ INSERT INTO audit_entries
      (public_id, at, actor_type, actor_id, actor_label, via, action, target_type, target_id, ip, request_id, details)
    VALUES (${entry.publicId}, ${entry.at}, ${entry.actorType}, ${entry.actorId}, ${entry.actorLabel}, ${entry.via},
      ${entry.action}, ${entry.targetType}, ${entry.targetId}, ${entry.ip}, ${entry.requestId}, ${JSON.stringify(entry.details)})`)
    .lastId;

export type AuditFilter = {
  action?: string | undefined;
  actorId?: string | undefined;
  /** Including this moment. */
  since?: number | undefined;
  /** Up to this moment, without it. */
  until?: number | undefined;
};

/** Newest first; `before` is the inner id of the last of the page before. */
export function pageEntries(db: ReadDb, page: { filter?: AuditFilter; before?: number | null; limit: number }): AuditEntry[] {
  const rules = rulesOf(page.filter ?? {});
  if (page.before != null) rules.push(sql`id < ${page.before}`);
  return db
    .all<Row>(
      sql`/* audit.page */ SELECT id, public_id AS publicId, at, actor_type AS actorType, actor_id AS actorId,
        actor_label AS actorLabel, via, action, target_type AS targetType, target_id AS targetId, ip, request_id AS requestId, details
        FROM audit_entries WHERE ${sqlJoin(rules, ' AND ')} ORDER BY id DESC LIMIT ${page.limit}`,
    )
    .map(parse);
}

export const countEntries = (db: ReadDb, filter: AuditFilter = {}): number =>
  db.value<number>(sql`/* audit.count */ SELECT count(*) FROM audit_entries WHERE ${sqlJoin(rulesOf(filter), ' AND ')}`) ?? 0;

/** Forgets what is older than the newest `keep`. */
export const forgetEntries = (db: WriteDb, { keep, limit }: { keep: number; limit: number }): void =>
  void db.run(sql`/* audit.forget */ DELETE FROM audit_entries WHERE id IN (SELECT id FROM audit_entries
    WHERE id <= (SELECT max(id) FROM audit_entries) - ${keep} ORDER BY id LIMIT ${limit})`);

function rulesOf(filter: AuditFilter): Sql[] {
  const rules = [sql`id > 0`];
  if (filter.action !== undefined) rules.push(sql`action = ${filter.action}`);
  if (filter.actorId !== undefined) rules.push(sql`actor_id = ${filter.actorId}`);
  if (filter.since !== undefined) rules.push(sql`at >= ${filter.since}`);
  if (filter.until !== undefined) rules.push(sql`at < ${filter.until}`);
  return rules;
}
