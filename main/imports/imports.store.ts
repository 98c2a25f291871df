import { z } from 'zod';
import { type ImportOptions, type ImportResult, importState, undoState } from '#shared/rpc/imports.ts';
import { notFound } from '../base/errors.ts';
import { type ReadDb, sql, type WriteDb } from '../db/db.ts';
import type { Made } from './journal.store.ts';
import { storedOptions } from './options.store.ts';
import type { RejectedRow } from './ports.ts';

type Row = Omit<ImportResult, 'state' | 'undo'> & { state: string; undo: string };
const parse = (row: Row): ImportResult => ({ ...row, state: importState.parse(row.state), undo: undoState.parse(row.undo) });

const columns = sql`i.public_id AS id, i.file_name AS fileName, i.bytes, l.public_id AS listId, coalesce(l.name, '') AS listName, i.state,
  i.error, i.rows, i.imported, i.updated, i.unchanged, i.rejected, i.repeated, i.kept_back AS keptBack, i.corrected, i.roles, i.bytes_read AS bytesRead,
  i.started_at AS startedAt, i.finished_at AS finishedAt, i.undo, i.undone_at AS undoneAt, i.undo_kept AS undoKept,
  i.slices, i.slices_undone AS slicesUndone FROM imports i LEFT JOIN lists l ON l.id = i.list_id`;

/** Imports of the last times, the newest first. */
export const listImports = (db: ReadDb): ImportResult[] =>
  db.all<Row>(sql`/* imports.all */ SELECT ${columns} ORDER BY i.id DESC LIMIT 100`).map(parse);

/** Imports, the newest first; `after` is the last one of the page before. */
export const pageImports = (db: ReadDb, { after, limit }: { after: string | null; limit: number }): ImportResult[] =>
  db
    .all<Row>(
      sql`/* imports.page */ SELECT ${columns} WHERE ${after} IS NULL OR i.id < (SELECT id FROM imports WHERE public_id = ${after})
        ORDER BY i.id DESC LIMIT ${limit}`,
    )
    .map(parse);

export const countImports = (db: ReadDb): number =>
  db.value<number>(sql`/* imports.how-many */ SELECT count(*) FROM imports`) ?? 0;

/** The newest import of a file of this name. */
export function importOfFile(db: ReadDb, fileName: string): ImportResult | null {
  const row = db.get<Row>(
    sql`/* imports.of-file */ SELECT ${columns} WHERE i.file_name = ${fileName} ORDER BY i.id DESC LIMIT 1`,
  );
  return row ? parse(row) : null;
}

function getImport(db: ReadDb, id: string): ImportResult | null {
  const row = db.get<Row>(sql`/* imports.get */ SELECT ${columns} WHERE i.public_id = ${id}`);
  return row ? parse(row) : null;
}

export function requireImport(db: ReadDb, id: string): ImportResult {
  const found = getImport(db, id);
  if (!found) throw notFound('imports.unknown', 'There is no such import.');
  return found;
}

export function columnsOf(db: ReadDb, id: string): { columns: string[]; delimiter: string } {
  const stored = storedOptions.parse(
    JSON.parse(db.value<string>(sql`/* imports.options */ SELECT options FROM imports WHERE public_id = ${id}`) ?? ''),
  );
  return { columns: stored.columns, delimiter: stored.reading.delimiter };
}

export const insertImport = (
  db: WriteDb,
  row: {
    publicId: string;
    fileName: string;
    bytes: number;
    listId: number;
    options: ImportOptions;
    columns: string[];
    path: string;
    head: string;
    made: Made;
    now: number;
  },
): number =>
  db.run(
    sql`/* imports.insert */ INSERT INTO imports (public_id, file_name, bytes, list_id, options, state, started_at, path, head, made)
      VALUES (${row.publicId}, ${row.fileName}, ${row.bytes}, ${row.listId}, ${JSON.stringify({ ...row.options, columns: row.columns })},
        'running', ${row.now}, ${row.path}, ${row.head}, ${JSON.stringify(row.made)})`,
  ).lastId;

/** What an import needs to go on or to be undone. */
export type StoredImport = {
  importId: number;
  fileName: string;
  path: string;
  bytes: number;
  head: string;
  listId: number | null;
  startedAt: number;
  slices: number;
  rows: number;
  options: ImportOptions;
};

export function storedImport(db: ReadDb, publicId: string): StoredImport {
  const row = db.get<Omit<StoredImport, 'options'> & { options: string }>(
    sql`/* imports.stored */ SELECT id AS importId, file_name AS fileName, path, bytes, head, list_id AS listId, started_at AS startedAt,
        slices, rows, options FROM imports WHERE public_id = ${publicId}`,
  );
  if (!row) throw notFound('imports.unknown', 'There is no such import.');
  return { ...row, options: storedOptions.parse(JSON.parse(row.options)) };
}

export type Counts = {
  imported: number;
  updated: number;
  unchanged: number;
  rejected: number;
  repeated: number;
  keptBack: number;
  corrected: number;
  roles: number;
};

/** Counts a slice in. In the same transaction as its people, so that the numbers are right whenever the power goes. */
export function addCounts(db: WriteDb, { id, counts, bytesRead }: { id: number; counts: Counts; bytesRead: number }): void {
  const { imported, updated, unchanged, rejected } = counts;
  db.run(
    sql`/* imports.count */ UPDATE imports SET rows = rows + ${imported + updated + unchanged + rejected}, imported = imported + ${imported},
      updated = updated + ${updated}, unchanged = unchanged + ${unchanged}, rejected = rejected + ${rejected},
      repeated = repeated + ${counts.repeated}, kept_back = kept_back + ${counts.keptBack},
      corrected = corrected + ${counts.corrected}, roles = roles + ${counts.roles}, slices = slices + 1, bytes_read = ${bytesRead}
      WHERE id = ${id}`,
  );
}

export const endImport = (
  db: WriteDb,
  end: { id: number; state: Exclude<ImportResult['state'], 'running'>; error: string; now: number },
): void =>
  void db.run(
    sql`/* imports.end */ UPDATE imports SET state = ${end.state}, error = ${end.error}, finished_at = ${end.now} WHERE id = ${end.id}`,
  );

/** Imports that a crash cut off: what they brought in stays, and they say so. Returns how many. */
export const interruptRunning = (db: WriteDb, now: number): number =>
  db.run(
    sql`/* imports.interrupt */ UPDATE imports SET state = 'interrupted', finished_at = ${now},
      error = 'Letterpress ended before the import was done.'
      WHERE state = 'running'`,
  ).changes;

/** An import that was cut off runs again. */
export const reopenImport = (db: WriteDb, { importId, path }: { importId: number; path: string }): void =>
  void db.run(
    sql`/* imports.reopen */ UPDATE imports SET state = 'running', error = '', finished_at = NULL, path = ${path} WHERE id = ${importId}`,
  );

export const beginUndo = (db: WriteDb, importId: number): void =>
  void db.run(sql`/* imports.begin-undo */ UPDATE imports SET undo = 'undoing', undo_kept = 0 WHERE id = ${importId}`);

export const countKept = (db: WriteDb, { importId, kept }: { importId: number; kept: number }): void =>
  void db.run(sql`/* imports.count-kept */ UPDATE imports SET undo_kept = undo_kept + ${kept} WHERE id = ${importId}`);

export const endUndo = (db: WriteDb, { importId, now }: { importId: number; now: number }): void =>
  void db.run(sql`/* imports.end-undo */ UPDATE imports SET undo = 'undone', undone_at = ${now} WHERE id = ${importId}`);

/** Undoings that the end of the app cut off. */
export const openUndos = (db: ReadDb): string[] =>
  db
    .all<{ id: string }>(sql`/* imports.open-undos */ SELECT public_id AS id FROM imports WHERE undo = 'undoing'`)
    .map(({ id }) => id);

export const insertRejects = (db: WriteDb, { id, rejects }: { id: number; rejects: readonly RejectedRow[] }): void => {
  for (const { line, reason, cells } of rejects) {
    db.run(
      sql`/* imports.reject */ INSERT INTO import_rejects (import_id, line, reason, cells)
        VALUES (${id}, ${line}, ${reason}, ${JSON.stringify(cells)})`,
    );
  }
};

const cellsOf = z.array(z.string());
type RejectRow = { line: number; reason: string; cells: string };
const parseReject = (row: RejectRow): RejectedRow => ({ ...row, cells: cellsOf.parse(JSON.parse(row.cells)) });

const rejectsOf = (id: string) =>
  sql`SELECT r.line, r.reason, r.cells FROM import_rejects r JOIN imports i ON i.id = r.import_id WHERE i.public_id = ${id} ORDER BY r.line`;

export function pageRejects(
  db: ReadDb,
  { id, offset, limit }: { id: string; offset: number; limit: number },
): { rows: RejectedRow[]; total: number } {
  const { rejected } = requireImport(db, id);
  const rows = db.all<RejectRow>(sql`/* imports.rejects */ ${rejectsOf(id)} LIMIT ${limit} OFFSET ${offset}`);
  return { rows: rows.map(parseReject), total: rejected };
}

export function* iterateRejects(db: ReadDb, id: string): Generator<RejectedRow> {
  for (const row of db.iterate<RejectRow>(sql`/* imports.all-rejects */ ${rejectsOf(id)}`)) yield parseReject(row);
}
