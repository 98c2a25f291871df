import { existsSync, statSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { unavailable } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';

/** One step of the schema. Versions go up in tens, so that a repair can be put between two. */
export type Migration = { version: number; name: string; up: string | ((connection: Database.Database) => void) };

/**
 * Runs what is missing, each step in its own transaction together with its version number. A copy of the file is
 * taken before the first step; a step that fails is rolled back, the copy stays and the start ends with its name.
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
  try {
    for (const migration of missing) apply(connection, migration, backup);
  } finally {
    connection.pragma('foreign_keys = ON');
  }
  if (version > 0) logger.info('database brought up to date', { from: version, to: newest, backup });
}

function apply(connection: Database.Database, migration: Migration, backup: string | null): void {
  const step = connection.transaction(() => {
    if (typeof migration.up === 'string') connection.exec(migration.up);
    else migration.up(connection);
    const broken = connection.pragma('foreign_key_check') as unknown[];
    if (broken.length > 0) throw new Error(`${broken.length} rows point to rows that are not there`);
    connection.pragma(`user_version = ${migration.version}`);
  });
  try {
    step.immediate();
  } catch (error) {
    const kept = backup ? ` The data is as it was; a copy is in ${backup}.` : '';
    throw unavailable(
      'db.migration',
      `The step ${migration.version} (${migration.name}) failed: ${(error as Error).message}.${kept}`,
      error,
    );
  }
}

async function backUp(connection: Database.Database, version: number): Promise<string> {
  const file = `${connection.name}.before-${version}-${new Date().toISOString().slice(0, 19).replace(/[:T]/g, '')}`;
  await connection.backup(file);
  if (!existsSync(file) || statSync(file).size === 0) throw unavailable('db.backup', `The copy ${file} could not be written.`);
  return file;
}
