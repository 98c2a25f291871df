import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { conflict, unavailable } from '../base/errors.ts';
import type { WriteDb } from './handle.ts';

const MEDIA = 'media';

/**
 * A workspace as one file: a copy of its database, taken while it is in use, with the media beside it put in as rows.
 * Written next to its place and renamed, so that a file of that name is always whole. An existing file is left alone.
 */
export async function pack(options: { db: WriteDb; folder: string; file: string }): Promise<{ bytes: number }> {
  const { db, folder, file } = options;
  if (existsSync(file)) throw conflict('backup.exists', `There is already a file ${file}.`);
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.unfinished`;
  rmSync(unfinished, { force: true });
  await db.backup(unfinished);
  const copy = new Database(unfinished);
  try {
    copy.pragma('journal_mode = DELETE');
    copy.exec('CREATE TABLE packed_files (name TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT');
    const insert = copy.prepare('INSERT INTO packed_files (name, data) VALUES (?, ?)');
    const media = join(folder, MEDIA);
    for (const name of existsSync(media) ? readdirSync(media) : []) insert.run(name, readFileSync(join(media, name)));
  } finally {
    copy.close();
  }
  renameSync(unfinished, file);
  return { bytes: statSync(file).size };
}

/** Lays a packed workspace out as a folder that does not exist yet. The file is checked first and never changed. */
export async function unpack(options: { file: string; folder: string }): Promise<void> {
  const { file, folder } = options;
  if (!existsSync(file)) throw unavailable('backup.missing', `There is no file ${file}.`);
  const source = openPacked(file);
  const target = join(folder, 'letterpress.db');
  try {
    mkdirSync(join(folder, MEDIA), { recursive: true });
    await source.backup(target);
    for (const row of source.prepare('SELECT name, data FROM packed_files').iterate() as IterableIterator<{
      name: string;
      data: Buffer;
    }>) {
      writeFileSync(join(folder, MEDIA, basename(row.name)), row.data);
    }
    const laidOut = new Database(target);
    laidOut.exec('DROP TABLE packed_files');
    laidOut.close();
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  } finally {
    source.close();
  }
}

function openPacked(file: string): Database.Database {
  const refuse = (cause?: unknown) =>
    unavailable('backup.unreadable', `${file} is not a backup of Letterpress, or it is damaged.`, cause);
  let source: Database.Database;
  try {
    source = new Database(file, { readonly: true, fileMustExist: true });
  } catch (error) {
    throw refuse(error);
  }
  try {
    const known = source
      .prepare("SELECT count(*) FROM sqlite_schema WHERE name IN ('packed_files', 'contacts', 'messages')")
      .pluck()
      .get();
    const sound = source.pragma('quick_check(1)', { simple: true });
    if (known === 3 && sound === 'ok') return source;
  } catch (error) {
    source.close();
    throw refuse(error);
  }
  source.close();
  throw refuse();
}
