import { invalid, notFound, unavailable } from '../base/errors.ts';
import { newId } from '../base/ids.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import {
  allWorkspaces,
  insertWorkspace,
  updateWorkspaceName,
  updateWorkspaceUse,
  type WorkspaceEntry,
  workspaceById,
  workspaceUsedLast,
} from './workspaces.store.ts';

const LONGEST_NAME = 200;

/** Enters a workspace into the registry; its folder and database are made by whoever opens it. */
export function createWorkspace(registry: WriteDb, facts: { id?: string; name: string; now?: number }): WorkspaceEntry {
  const entry = { id: facts.id ?? newId(), name: cleanName(facts.name), createdAt: facts.now ?? Date.now() };
  insertWorkspace(registry, entry);
  return entry;
}

/** Oldest first. */
export const listWorkspaces = (registry: ReadDb): WorkspaceEntry[] => allWorkspaces(registry);

export function requireWorkspace(registry: ReadDb, id: string): WorkspaceEntry {
  const entry = workspaceById(registry, id);
  if (!entry) throw notFound('workspaces.unknown', 'There is no such workspace.');
  return entry;
}

/** Where a window that is new begins. */
export function lastUsedWorkspace(registry: ReadDb): WorkspaceEntry {
  const entry = workspaceUsedLast(registry);
  if (!entry) throw unavailable('workspaces.none', 'There is no workspace.');
  return entry;
}

export function noteWorkspaceUse(registry: WriteDb, facts: { id: string; now?: number }): void {
  const changed = updateWorkspaceUse(registry, facts.id, facts.now ?? Date.now());
  if (changed === 0) throw notFound('workspaces.unknown', 'There is no such workspace.');
}

export function renameWorkspace(registry: WriteDb, facts: { id: string; name: string }): void {
  const changed = updateWorkspaceName(registry, facts.id, cleanName(facts.name));
  if (changed === 0) throw notFound('workspaces.unknown', 'There is no such workspace.');
}

function cleanName(name: string): string {
  const clean = name.trim();
  if (clean === '') throw invalid('workspaces.name', 'A workspace needs a name.', { name: 'is empty' });
  if (clean.length > LONGEST_NAME) throw invalid('workspaces.name', 'This name is too long.', { name: 'is too long' });
  return clean;
}
