import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { unavailable } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';

/** One step of the schema. Versions go up in tens, so that a repair can be put between two. */
export type Migration = { version: number; name: string; up: string | ((connection: Database.Database) => void) };

/**
 * Runs what is missing, all of it in one transaction together with the version number. A copy of the file is taken before;
 * a step that fails takes the others back with it, the copy stays and the start ends with its name.
 */
export async function migrate(options: {
  connection: Database.Database;
  migrations: readonly Migration[];
  logger: Logger;
}): Promise<void> {
  const { connection, migrations, logger } = options;
  const version = connection.pragma('user_version', { simple: true }) as number;
  const newest = migrations.at(-1)?.version ?? 0;
  if (version > newest) {
    throw unavailable(
      'db.newer',
      `This data was written by a newer version of Letterpress (${version}; this one knows ${newest}). Update Letterpress to open it.`,
    );
  }
  const missing = migrations.filter((migration) => migration.version > version);
  if (missing.length === 0) return;
  const backup = version > 0 ? await backUp(connection, version) : null;
  connection.pragma('foreign_keys = OFF');
  const held = connection.pragma('temp_store', { simple: true }) as number;
  // Sorting a large index in memory took 600 MB.
  connection.pragma('temp_store = FILE');
  try {
    connection.transaction(() => applyAll(connection, missing, backup)).immediate();
  } finally {
    connection.pragma(`temp_store = ${held}`);
    connection.pragma('foreign_keys = ON');
  }
  if (version > 0) logger.info('database brought up to date', { from: version, to: newest, backup });
}

function applyAll(connection: Database.Database, missing: readonly Migration[], backup: string | null): void {
  const failed = (what: string, error: unknown) => {
    const kept = backup ? ` The data is as it was; a copy is in ${backup}.` : '';
    return unavailable('db.migration', `${what} failed: ${(error as Error).message}.${kept}`, error);
  };
  for (const { version, name, up } of missing) {
    try {
      if (typeof up === 'string') connection.exec(up);
      else up(connection);
      connection.pragma(`user_version = ${version}`);
    } catch (error) {
      throw failed(`The step ${version} (${name})`, error);
    }
  }
  // Once for all of them: with ten million events a look at every reference takes a minute.
  const broken = connection.pragma('foreign_key_check') as { table: string }[];
  if (broken.length === 0) return;
  const tables = [...new Set(broken.map(({ table }) => table))].join(', ');
  const steps = `${missing[0]?.version} to ${missing.at(-1)?.version}`;
  throw failed(`The steps ${steps}`, new Error(`${broken.length} rows of ${tables} point to rows that are not there`));
}

/** Of a step that was tried before and cut off, the copy is the same but older: only the newest stays. */
async function backUp(connection: Database.Database, version: number): Promise<string> {
  const copies = `${connection.name}.before-${version}-`;
  const file = `${copies}${new Date().toISOString().slice(0, 19).replace(/[:T]/g, '')}`;
  await connection.backup(file);
  if (!existsSync(file) || statSync(file).size === 0) throw unavailable('db.backup', `The copy ${file} could not be written.`);
  const folder = dirname(file);
  for (const name of readdirSync(folder)) {
    const other = join(folder, name);
    if (other.startsWith(copies) && !other.startsWith(file)) rmSync(other);
  }
  return file;
}
