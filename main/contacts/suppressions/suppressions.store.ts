import { type SuppressionReason, suppressionReason } from '#shared/schema/words.ts';
import { kept, type ReadDb, type Sql, sql, type WriteDb } from '../../db/db.ts';

export type Suppression = { email: string; reason: SuppressionReason; evidence: string; createdAt: number };
/** `key` of an address or, with @ before it, of a domain. */
export type StoredSuppression = Suppression & { emailKey: string; messageId: number | null; importId: number | null };

type Row = Omit<StoredSuppression, 'reason'> & { reason: string };
const parse = (row: Row): StoredSuppression => ({ ...row, reason: suppressionReason.parse(row.reason) });

const columns = sql`s.email_key AS emailKey, s.email, s.reason, s.evidence, s.created_at AS createdAt, s.message_id AS messageId,
  s.import_id AS importId`;

/** How much a reason weighs: a heavier one replaces a lighter one and never the other way round. */
const weight = (reason: Sql): Sql =>
  sql`CASE ${reason} WHEN 'complained' THEN 4 WHEN 'blocked' THEN 3 WHEN 'bounced' THEN 2 ELSE 1 END`;

/** Returns whether anything is different now. */
export const upsertSuppression = (
  db: WriteDb,
  suppression: Suppression & { emailKey: string; messageId?: number | null; importId?: number | null },
): boolean =>
  db.run(
    sql`/* suppressions.upsert */ INSERT INTO suppressions (email_key, email, reason, evidence, created_at, message_id, import_id)
      VALUES (${suppression.emailKey}, ${suppression.email}, ${suppression.reason}, ${suppression.evidence}, ${suppression.createdAt},
        ${suppression.messageId ?? null}, ${suppression.importId ?? null})
      ON CONFLICT (email_key) DO UPDATE SET reason = excluded.reason, evidence = excluded.evidence,
        message_id = excluded.message_id, import_id = excluded.import_id
      WHERE ${weight(sql`excluded.reason`)} > ${weight(sql`suppressions.reason`)}`,
  ).changes === 1;

/** As it was, whatever weighs more: for an undo. */
export const putSuppression = (db: WriteDb, row: StoredSuppression): void =>
  void db.run(
    sql`/* suppressions.put */ INSERT OR REPLACE INTO suppressions (email_key, email, reason, evidence, created_at, message_id, import_id)
      VALUES (${row.emailKey}, ${row.email}, ${row.reason}, ${row.evidence}, ${row.createdAt},
        (SELECT id FROM messages WHERE id = ${row.messageId}), (SELECT id FROM imports WHERE id = ${row.importId}))`,
  );

/** An address is suppressed as it was before, or not at all, if nothing was said about it since. */
export function restoreSuppression(
  db: WriteDb,
  {
    key,
    before,
    after,
  }: { key: string; before: { reason: string; evidence: string } | null; after: { reason: string; evidence: string } },
): boolean {
  const still = sql`email_key = ${key} AND reason = ${after.reason} AND evidence = ${after.evidence}`;
  const query = before
    ? sql`/* suppressions.restore */ UPDATE suppressions SET reason = ${before.reason}, evidence = ${before.evidence} WHERE ${still}`
    : sql`/* suppressions.take-back */ DELETE FROM suppressions WHERE ${still}`;
  return db.run(query).changes === 1;
}

/** The suppressions of these very keys. */
export const suppressionsOf = (db: ReadDb, keys: readonly string[]): StoredSuppression[] =>
  db
    .all<Row>(
      sql`/* suppressions.among */ SELECT ${columns} FROM json_each(${JSON.stringify(keys)}) j CROSS JOIN suppressions s
        ON s.email_key = j.value`,
    )
    .map(parse);

export function getSuppression(db: ReadDb, key: string): StoredSuppression | null {
  const row = db.get<Row>(sql`/* suppressions.get */ SELECT ${columns} FROM suppressions s WHERE s.email_key = ${key}`);
  return row ? parse(row) : null;
}

export const deleteSuppression = (db: WriteDb, key: string): boolean =>
  db.run(sql`/* suppressions.delete */ DELETE FROM suppressions WHERE email_key = ${key}`).changes === 1;

/** Whether any domain is suppressed at all: mostly none is, and then nobody has to ask for each address. */
export const hasSuppressedDomains = (db: ReadDb): boolean =>
  kept(
    db,
    { name: 'suppressed domains', of: ['suppressions'] },
    () =>
      db.value<number>(
        sql`/* suppressions.domains */ SELECT 1 FROM suppressions WHERE email_key >= '@' AND email_key < 'A' LIMIT 1`,
      ) === 1,
  );
