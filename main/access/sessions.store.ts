import { type ReadDb, sql, type WriteDb } from '../db/db.ts';

type Row = { tokenHash: string; userId: string; workspaceId: string; createdAt: number; expiresAt: number };

export function insertSession(registry: WriteDb, row: Row): void {
  registry.run(sql`/* sessions.insert */
    INSERT INTO sessions (token_hash, user_id, workspace_id, created_at, expires_at)
    VALUES (${row.tokenHash}, ${row.userId}, ${row.workspaceId}, ${row.createdAt}, ${row.expiresAt})`);
}

export const sessionByHash = (registry: ReadDb, hash: string): Row | undefined =>
  registry.get(sql`/* sessions.byHash */
    SELECT token_hash AS tokenHash, user_id AS userId, workspace_id AS workspaceId, created_at AS createdAt, expires_at AS expiresAt
    FROM sessions WHERE token_hash = ${hash}`);

export function updateSessionWorkspace(registry: WriteDb, hash: string, workspaceId: string): void {
  registry.run(sql`/* sessions.move */ UPDATE sessions SET workspace_id = ${workspaceId} WHERE token_hash = ${hash}`);
}

export function deleteSession(registry: WriteDb, hash: string): void {
  registry.run(sql`/* sessions.delete */ DELETE FROM sessions WHERE token_hash = ${hash}`);
}

export function deleteExpiredSessions(registry: WriteDb, now: number): void {
  registry.run(sql`/* sessions.deleteExpired */ DELETE FROM sessions WHERE expires_at <= ${now}`);
}

export function endSessionsOf(registry: WriteDb, userId: string): void {
  registry.run(sql`/* sessions.deleteOfUser */ DELETE FROM sessions WHERE user_id = ${userId}`);
}
