export { looksLikeKeyOf } from './key-looks.ts';
export { allows, createKey, findKey, keyLabel, listKeys, removeKey } from './keys.ts';
export { ratesOf, setRates } from './rates.store.ts';
export { openRegistry, prepareRegistry } from './registry.ts';
export { createSession, endSession, findSession, moveSession, SESSION_MS, type Session } from './sessions.ts';
export { changeUser, ownerOf, setPassword, type User, verifyLogin } from './users.ts';
export {
  createWorkspace,
  lastUsedWorkspace,
  listWorkspaces,
  noteWorkspaceUse,
  renameWorkspace,
  requireWorkspace,
} from './workspaces.ts';
