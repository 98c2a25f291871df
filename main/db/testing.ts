import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../base/logger.ts';
import { openWrite, type WriteDb, workspaceMigrations } from './db.ts';

/** A folder of its own for one test, and what removes it. */
export function temporaryFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'letterpress-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** An empty workspace database on a real file, at the newest version. `close` removes it. */
export async function workspaceDb(): Promise<{ db: WriteDb; folder: string; close: () => void }> {
  const { folder, remove } = temporaryFolder();
  const db = await openWrite({
    file: join(folder, 'letterpress.db'),
    logger: silentLogger,
    migrations: workspaceMigrations,
    create: true,
  });
  return {
    db,
    folder,
    close: () => {
      db.close();
      remove();
    },
  };
}

/**
 * A workspace as it was before a migration, filled with rows, and brought to the newest version. `close` removes it.
 */
export async function migratedWorkspace(
  before: number,
  fill: (db: WriteDb) => void,
): Promise<{ db: WriteDb; close: () => void }> {
  const { folder, remove } = temporaryFolder();
  const open = (migrations: typeof workspaceMigrations) =>
    openWrite({ file: join(folder, 'letterpress.db'), logger: silentLogger, migrations, create: true });
  const old = await open(workspaceMigrations.filter(({ version }) => version < before));
  fill(old);
  old.close();
  const db = await open(workspaceMigrations);
  return {
    db,
    close: () => {
      db.close();
      remove();
    },
  };
}
