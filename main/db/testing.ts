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
