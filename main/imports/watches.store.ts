import { z } from 'zod';
import { notFound } from '../base/errors.ts';
import { type ReadDb, sql, type WriteDb } from '../db/db.ts';

const seenFiles = z.record(z.string(), z.object({ bytes: z.number(), changedAt: z.number() }));
/** Files by their names, as they were when they were imported or set aside. */
export type SeenFiles = z.infer<typeof seenFiles>;

export type Watch = { id: string; path: string; importId: string; fileName: string; listName: string; seen: SeenFiles };
type Row = Omit<Watch, 'seen'> & { seen: string };

const columns = sql`w.public_id AS id, w.path, i.public_id AS importId, i.file_name AS fileName, coalesce(l.name, '') AS listName, w.seen
  FROM import_watches w JOIN imports i ON i.id = w.import_id LEFT JOIN lists l ON l.id = i.list_id`;
const parse = (row: Row): Watch => ({ ...row, seen: seenFiles.parse(JSON.parse(row.seen)) });

export const listWatches = (db: ReadDb): Watch[] =>
  db.all<Row>(sql`/* imports.watches */ SELECT ${columns} ORDER BY w.id`).map(parse);

export function requireWatch(db: ReadDb, id: string): Watch {
  const row = db.get<Row>(sql`/* imports.watch */ SELECT ${columns} WHERE w.public_id = ${id}`);
  if (!row) throw notFound('imports.unknown-watch', 'This is not watched any more.');
  return parse(row);
}

export const insertWatch = (
  db: WriteDb,
  watch: { id: string; path: string; importId: string; seen: SeenFiles; now: number },
): void =>
  void db.run(
    sql`/* imports.insert-watch */ INSERT INTO import_watches (public_id, path, import_id, seen, created_at)
      SELECT ${watch.id}, ${watch.path}, id, ${JSON.stringify(watch.seen)}, ${watch.now} FROM imports WHERE public_id = ${watch.importId}`,
  );

export const setSeen = (db: WriteDb, { id, seen }: { id: string; seen: SeenFiles }): void =>
  void db.run(sql`/* imports.seen */ UPDATE import_watches SET seen = ${JSON.stringify(seen)} WHERE public_id = ${id}`);

export const deleteWatch = (db: WriteDb, id: string): void =>
  void db.run(sql`/* imports.delete-watch */ DELETE FROM import_watches WHERE public_id = ${id}`);

export const isWatched = (db: ReadDb, path: string): boolean =>
  db.get(sql`/* imports.is-watched */ SELECT 1 FROM import_watches WHERE path = ${path}`) !== undefined;
