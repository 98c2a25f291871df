import { type ReadDb, sql, type WriteDb } from '../../db/db.ts';

/** `status` is null while it is being worked on, or where a crash cut that off. */
export type KeptAnswer = { fingerprint: string; status: number | null; body: string };

export const findAnswer = (db: ReadDb, { key, since }: { key: string; since: number }): KeptAnswer | null =>
  db.get(
    sql`/* idempotency.find */ SELECT fingerprint, status, body FROM idempotent_answers WHERE key = ${key} AND at >= ${since}`,
  ) ?? null;

export const keepAnswer = (
  db: WriteDb,
  row: { key: string; fingerprint: string; status: number | null; body: string; now: number },
): void =>
  void db.run(
    sql`/* idempotency.keep */ INSERT INTO idempotent_answers (key, fingerprint, status, body, at)
      VALUES (${row.key}, ${row.fingerprint}, ${row.status}, ${row.body}, ${row.now})
      ON CONFLICT (key) DO UPDATE SET fingerprint = excluded.fingerprint, status = excluded.status, body = excluded.body, at = excluded.at`,
  );

export const forgetAnswer = (db: WriteDb, key: string): void =>
  void db.run(sql`/* idempotency.forget */ DELETE FROM idempotent_answers WHERE key = ${key}`);

/** A few of those that nobody can ask for any more. */
export const dropOldAnswers = (db: WriteDb, { before, most }: { before: number; most: number }): void =>
  void db.run(
    sql`/* idempotency.drop */ DELETE FROM idempotent_answers WHERE key IN
      (SELECT key FROM idempotent_answers WHERE at < ${before} ORDER BY at LIMIT ${most})`,
  );
