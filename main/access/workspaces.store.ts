import { type ReadDb, sql, type WriteDb } from '../db/db.ts';

export type WorkspaceEntry = { id: string; name: string; createdAt: number };

const columns = sql`id, name, created_at AS createdAt`;

export const allWorkspaces = (registry: ReadDb): WorkspaceEntry[] =>
  registry.all(sql`/* workspaces.all */ SELECT ${columns} FROM workspaces ORDER BY created_at, id`);

export const workspaceById = (registry: ReadDb, id: string): WorkspaceEntry | undefined =>
  registry.get(sql`/* workspaces.byId */ SELECT ${columns} FROM workspaces WHERE id = ${id}`);

/** The oldest where none was gone to yet. */
export const workspaceUsedLast = (registry: ReadDb): WorkspaceEntry | undefined =>
  registry.get(sql`/* workspaces.usedLast */
    SELECT ${columns} FROM workspaces ORDER BY last_used_at DESC NULLS LAST, created_at, id LIMIT 1`);

export const updateWorkspaceUse = (registry: WriteDb, id: string, now: number): number =>
  registry.run(sql`/* workspaces.noteUse */ UPDATE workspaces SET last_used_at = ${now} WHERE id = ${id}`).changes;

export function insertWorkspace(registry: WriteDb, entry: WorkspaceEntry): void {
  registry.run(sql`/* workspaces.insert */
    INSERT INTO workspaces (id, name, created_at) VALUES (${entry.id}, ${entry.name}, ${entry.createdAt})`);
}

export const updateWorkspaceName = (registry: WriteDb, id: string, name: string): number =>
  registry.run(sql`/* workspaces.rename */ UPDATE workspaces SET name = ${name} WHERE id = ${id}`).changes;
