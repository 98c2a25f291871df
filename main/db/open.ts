import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { DomainError, unavailable } from '../base/errors.ts';
import { fold } from '../base/fold.ts';
import type { Logger } from '../base/logger.ts';
import { handle, type ReadDb, type WriteDb } from './handle.ts';
import { type Migration, migrate } from './migrate.ts';

type Options = { file: string; logger: Logger };

/**
 * Opens a database to write and brings it to the newest version. `create` says whether a missing file is made:
 * a file that should be there and is not is an error, never a silent new one.
 */
export async function openWrite(options: Options & { migrations: readonly Migration[]; create: boolean }): Promise<WriteDb> {
  const { file, logger, migrations, create } = options;
  if (!create && !existsSync(file)) throw unavailable('db.missing', `The database ${file} is missing.`);
  if (create) mkdirSync(dirname(file), { recursive: true });
  const connection = connect(file, { fileMustExist: !create });
  try {
    connection.pragma('journal_mode = WAL');
    // FULL: an attempt that was written down must survive a power cut, or a message could go out twice.
    connection.pragma('synchronous = FULL');
    connection.pragma('foreign_keys = ON');
    // And no mapping of the file into memory: it would be counted as ours, up to as much as it may grow to.
    connection.pragma('cache_size = -32768');
    connection.pragma('temp_store = MEMORY');
    // 16 MB: pages that are written again and again go into the file once.
    connection.pragma('wal_autocheckpoint = 4000');
    const db = handle(connection, logger);
    await migrate({ connection, migrations, logger });
    return db;
  } catch (error) {
    connection.close();
    throw explain(file, error);
  }
}

/**
 * Opens a database that exists, for reading only; workers use it. What is mapped counts as memory of the app, so what reads
 * through much of it once does without.
 */
export function openRead(options: Options & { mapped?: boolean }): ReadDb {
  const connection = connect(options.file, { readonly: true, fileMustExist: true });
  try {
    const mapped = options.mapped ?? true;
    connection.pragma(`cache_size = ${mapped ? -32_768 : -8_192}`);
    if (mapped) connection.pragma('mmap_size = 268435456');
    return handle(connection, options.logger);
  } catch (error) {
    connection.close();
    throw explain(options.file, error);
  }
}

/** A connection that does nothing but move what is in the log into the file; it says how many pages the log has. */
export function openToCheckpoint(file: string): { checkpoint: () => number; close: () => void } {
  const connection = connect(file, { fileMustExist: true });
  connection.pragma('wal_autocheckpoint = 0');
  return {
    checkpoint: () => {
      const [told] = connection.pragma('wal_checkpoint(PASSIVE)') as { log: number }[];
      return told?.log ?? 0;
    },
    close: () => void connection.close(),
  };
}

function connect(file: string, options: Database.Options): Database.Database {
  const [major = 0] = process.versions.node.split('.').map(Number);
  // The native module crashes the process on older versions instead of throwing.
  if (major < 22)
    throw unavailable('db.node', `Node ${process.versions.node} is too old for the database; start Letterpress with npm.`);
  try {
    const connection = new Database(file, { ...options, timeout: 5000 });
    // Texts are compared without capitals and marks, which SQLite by itself knows of ASCII only.
    connection.function('fold', { deterministic: true }, (text) => (typeof text === 'string' ? fold(text) : text));
    return connection;
  } catch (error) {
    throw explain(file, error);
  }
}

/** Says in plain words what is wrong with a database file. */
function explain(file: string, error: unknown): unknown {
  if (error instanceof DomainError) return error;
  const code = (error as { code?: string }).code ?? '';
  const say = (reason: string, text: string) => unavailable(`db.${reason}`, `${text} (${file})`, error);
  if (code.startsWith('SQLITE_NOTADB'))
    return say('corrupt', 'This file is not a Letterpress database, or its beginning is damaged.');
  if (code.startsWith('SQLITE_CORRUPT'))
    return say('corrupt', 'The database is damaged. Restore the last backup; the damaged file is left as it is.');
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return say('locked', 'Another program is using the database.');
  if (code.startsWith('SQLITE_READONLY'))
    return say('read-only', 'The database may only be read: check the permissions of the file and its folder.');
  if (code.startsWith('SQLITE_CANTOPEN'))
    return say('cannot-open', 'The database cannot be opened: check that the folder exists and may be written.');
  if (code.startsWith('SQLITE_FULL')) return say('full', 'The disk is full.');
  if (code.startsWith('SQLITE_IOERR')) return say('io', 'The disk reported an error.');
  return error;
}
