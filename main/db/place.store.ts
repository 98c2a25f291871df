import type { ReadDb, WriteDb } from './handle.ts';
import { sql } from './sql.ts';

/** Where a database belongs: the very file, on this machine, and how often it was opened there. */
export type PlaceMark = { file: string; machine: string; starts: number };

export const readMark = (db: ReadDb): PlaceMark | null =>
  db.get<PlaceMark>(sql`/* place.read */ SELECT file, machine, starts FROM place`) ?? null;

export const writeMark = (db: WriteDb, { file, machine, starts }: PlaceMark): void =>
  void db.run(sql`/* place.write */ INSERT INTO place (id, file, machine, starts) VALUES (1, ${file}, ${machine}, ${starts})
    ON CONFLICT (id) DO UPDATE SET file = excluded.file, machine = excluded.machine, starts = excluded.starts`);
