import type { ReadDb } from './handle.ts';
import { sql } from './sql.ts';

/** What SQLite finds wrong with the file, in its own words; nothing for a sound one. Reads the whole file. */
export function integrityProblems(db: ReadDb): string[] {
  const found = db
    .all<{ integrity_check: string }>(sql`/* db.integrity */ PRAGMA integrity_check(20)`)
    .map((row) => row.integrity_check);
  const dangling = db.all<{ table: string; parent: string }>(sql`/* db.foreign-keys */ PRAGMA foreign_key_check`);
  return [
    ...found.filter((line) => line !== 'ok'),
    ...dangling.slice(0, 20).map((row) => `a row of ${row.table} points to a missing row of ${row.parent}`),
  ];
}
