export type { ApiKey } from '#shared/rpc/access.ts';
export { keyLooks, looksLikeKeyOf } from './key-looks.ts';
export { allows, createKey, findKey, listKeys, removeKey, type UsedKey } from './keys.ts';
export { openRegistry, prepareRegistry } from './registry.ts';
export { createSession, endSession, findSession, SESSION_MS, type Session } from './sessions.ts';
export { changeUser, ownerOf, setPassword, type User, verifyLogin } from './users.ts';
export { createWorkspace, listWorkspaces, renameWorkspace, requireWorkspace, type WorkspaceEntry } from './workspaces.ts';
