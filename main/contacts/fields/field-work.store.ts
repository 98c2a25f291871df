import { z } from 'zod';
import { type ReadDb, sql, type WriteDb } from '../../db/db.ts';
import { type ValuesWork, valuesWork } from './values-work.ts';

/** A change to the values of everybody, and how far it is. */
export type PendingWork = { id: number; work: ValuesWork; afterId: number; lastId: number };

type Row = Omit<PendingWork, 'work'> & { work: string };

export const insertWork = (db: WriteDb, work: ValuesWork): void =>
  void db.run(
    sql`/* field-work.insert */ INSERT INTO field_work (work, last_id)
      SELECT ${JSON.stringify(work)}, coalesce(max(id), 0) FROM contacts`,
  );

export function firstWork(db: ReadDb): PendingWork | null {
  const row = db.get<Row>(
    sql`/* field-work.first */ SELECT id, work, after_id AS afterId, last_id AS lastId FROM field_work ORDER BY id LIMIT 1`,
  );
  return row ? { ...row, work: valuesWork.parse(JSON.parse(row.work)) } : null;
}

/** Keys whose values are still being taken away; a new field of such a key would inherit what is left of them. */
export const keysAtWork = (db: ReadDb): string[] =>
  db
    .all<{ key: string }>(sql`/* field-work.keys */ SELECT work ->> '$.key' AS key FROM field_work`)
    .map((row) => z.string().parse(row.key));

export const moveWork = (db: WriteDb, { id, afterId }: { id: number; afterId: number }): void =>
  void db.run(sql`/* field-work.move */ UPDATE field_work SET after_id = ${afterId} WHERE id = ${id}`);

export const deleteWork = (db: WriteDb, id: number): void =>
  void db.run(sql`/* field-work.delete */ DELETE FROM field_work WHERE id = ${id}`);
