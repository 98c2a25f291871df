import { type SuppressionReason, suppressionReason } from '#shared/schema/words.ts';
import { likeAnywhere, type ReadDb, type Sql, sql, type WriteDb } from '../db/db.ts';

export type Suppression = { email: string; reason: SuppressionReason; evidence: string; createdAt: number };
type StoredSuppression = Suppression & { emailKey: string };

type Row = Omit<Suppression, 'reason'> & { reason: string };
const parse = (row: Row): Suppression => ({ ...row, reason: suppressionReason.parse(row.reason) });

/** How much a reason weighs: a heavier one replaces a lighter one and never the other way round. */
const weight = (reason: Sql): Sql =>
  sql`CASE ${reason} WHEN 'complained' THEN 4 WHEN 'blocked' THEN 3 WHEN 'bounced' THEN 2 ELSE 1 END`;

/** Returns whether anything is different now. */
export const upsertSuppression = (db: WriteDb, suppression: StoredSuppression): boolean =>
  db.run(
    sql`/* suppressions.upsert */ INSERT INTO suppressions (email_key, email, reason, evidence, created_at)
      VALUES (${suppression.emailKey}, ${suppression.email}, ${suppression.reason}, ${suppression.evidence}, ${suppression.createdAt})
      ON CONFLICT (email_key) DO UPDATE SET reason = excluded.reason, evidence = excluded.evidence
      WHERE ${weight(sql`excluded.reason`)} > ${weight(sql`suppressions.reason`)}`,
  ).changes === 1;

export function getSuppression(db: ReadDb, key: string): Suppression | null {
  const row = db.get<Row>(
    sql`/* suppressions.get */ SELECT email, reason, evidence, created_at AS createdAt FROM suppressions WHERE email_key = ${key}`,
  );
  return row ? parse(row) : null;
}

/** Those of the addresses that are suppressed. */
export const suppressedAmong = (db: ReadDb, keys: readonly string[]): Set<string> =>
  new Set(
    db
      .all<{ key: string }>(
        sql`/* suppressions.among */ SELECT s.email_key AS key FROM json_each(${JSON.stringify(keys)}) j JOIN suppressions s ON s.email_key = j.value`,
      )
      .map((row) => row.key),
  );

export const deleteSuppression = (db: WriteDb, key: string): boolean =>
  db.run(sql`/* suppressions.delete */ DELETE FROM suppressions WHERE email_key = ${key}`).changes === 1;

export function selectSuppressions(
  db: ReadDb,
  { search, offset, limit }: { search: string; offset: number; limit: number },
): { rows: Suppression[]; total: number } {
  const where =
    search === ''
      ? sql``
      : sql`WHERE email LIKE ${likeAnywhere(search)} ESCAPE '\\' OR email_key LIKE ${likeAnywhere(search)} ESCAPE '\\'`;
  const rows = db.all<Row>(
    sql`/* suppressions.page */ SELECT email, reason, evidence, created_at AS createdAt FROM suppressions ${where}
      ORDER BY created_at DESC, email_key LIMIT ${limit} OFFSET ${offset}`,
  );
  const total = db.value<number>(sql`/* suppressions.count */ SELECT count(*) AS count FROM suppressions ${where}`) ?? 0;
  return { rows: rows.map(parse), total };
}
