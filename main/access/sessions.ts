import { forbidden } from '../base/errors.ts';
import { sha256, token } from '../base/ids.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import { deleteExpiredSessions, deleteSession, insertSession, sessionByHash, updateSessionWorkspace } from './sessions.store.ts';
import { requireUser, shown, type User } from './users.ts';
import { requireWorkspace } from './workspaces.ts';

export const SESSION_MS = 30 * 24 * 60 * 60 * 1000;

export type Session = { user: User; workspaceId: string };

/** Opens a session and answers its token, of which only the hash is kept. */
export function createSession(registry: WriteDb, facts: { userId: string; workspaceId: string; now?: number }): string {
  const now = facts.now ?? Date.now();
  const secret = token();
  registry.transaction(() => {
    deleteExpiredSessions(registry, now);
    insertSession(registry, {
      tokenHash: sha256(secret),
      userId: facts.userId,
      workspaceId: facts.workspaceId,
      createdAt: now,
      expiresAt: now + SESSION_MS,
    });
  });
  return secret;
}

export function findSession(registry: ReadDb, secret: string, now: number = Date.now()): Session | null {
  const row = sessionByHash(registry, sha256(secret));
  if (!row || row.expiresAt <= now) return null;
  return { user: shown(requireUser(registry, row.userId)), workspaceId: row.workspaceId };
}

/** Moves a session to another workspace; what is connected under it stays where it is. */
export function moveSession(registry: WriteDb, facts: { secret: string; workspaceId: string; now?: number }): void {
  const { secret, workspaceId, now } = facts;
  requireWorkspace(registry, workspaceId);
  if (!findSession(registry, secret, now)) throw forbidden('access.no-session', 'This session is over.');
  updateSessionWorkspace(registry, sha256(secret), workspaceId);
}

export const endSession = (registry: WriteDb, secret: string): void => deleteSession(registry, sha256(secret));
