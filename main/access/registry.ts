import { newId } from '../base/ids.ts';
import type { Logger } from '../base/logger.ts';
import { openWrite, registryMigrations, type WriteDb } from '../db/db.ts';
import { firstOwner, insertUser } from './users.store.ts';
import { createWorkspace, listWorkspaces } from './workspaces.ts';

/** The one registry of a data folder. A missing file is made: it means that this is the first start. */
export const openRegistry = (options: { file: string; logger: Logger }): Promise<WriteDb> =>
  openWrite({ ...options, migrations: registryMigrations, create: true });

/**
 * Sees to it that there is a workspace and an owner, as the first start leaves them; later it changes nothing.
 * The owner has no password, so nobody can log in over HTTP until one is chosen.
 */
export function prepareRegistry(registry: WriteDb, now: number = Date.now()): { workspaceId: string; first: boolean } {
  return registry.transaction(() => {
    if (!firstOwner(registry)) {
      const owner = { id: newId(now), email: 'owner@localhost', name: '', role: 'owner' as const, passwordHash: '' };
      insertUser(registry, { ...owner, createdAt: now });
    }
    const [existing] = listWorkspaces(registry);
    const entry = existing ?? createWorkspace(registry, { name: 'My workspace', now });
    return { workspaceId: entry.id, first: !existing };
  });
}
