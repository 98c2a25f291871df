import type { ApiKey } from '#shared/rpc/access.ts';
import { type Dialect, type Scope, scope } from '#shared/schema/words.ts';
import { invalid } from '../base/errors.ts';
import { newId, sameSecret, sha256 } from '../base/ids.ts';
import { kept, type ReadDb, type WriteDb } from '../db/db.ts';
import { keyLooks } from './key-looks.ts';
import { deleteKey, insertKey, keyByHash, keysOf, markKeyUsed, type StoredKey } from './keys.store.ts';
import { requireWorkspace } from './workspaces.ts';

/** A key as a request brought it: whose it is and what it may do. */
type UsedKey = { id: string; workspaceId: string; dialect: Dialect; kind: 'secret' | 'public'; scopes: readonly Scope[] };

const MINUTE = 60_000;
/** How much of a key's chance part is kept readable: enough to tell keys apart, useless to guess the rest. */
const SHOWN = 8;
const LONGEST = 200;

/** Makes a key and answers it, this once: what is kept is its SHA-256. */
export function createKey(
  registry: WriteDb,
  facts: {
    workspaceId: string;
    dialect: Dialect;
    kind?: 'secret' | 'public';
    scopes?: readonly Scope[];
    name?: string;
    now?: number;
  },
): { id: string; key: string } {
  requireWorkspace(registry, facts.workspaceId);
  const kind = facts.kind ?? 'secret';
  const look = keyLooks[facts.dialect][kind];
  if (!look) throw invalid('keys.kind', `There are no ${kind} keys for this API.`, { kind: 'not available here' });
  const key = look.start + look.make();
  const id = newId();
  insertKey(registry, {
    id,
    workspaceId: facts.workspaceId,
    name: facts.name ?? '',
    dialect: facts.dialect,
    kind,
    scopes: [...new Set(facts.scopes ?? scope.options)],
    prefix: key.slice(0, look.start.length + SHOWN),
    hash: sha256(key),
    createdAt: facts.now ?? Date.now(),
    lastUsedAt: null,
  });
  return { id, key };
}

/** The key with this text, or null. Looked up by its hash, so that time tells nothing about other keys. */
export function findKey(registry: WriteDb, key: string, now: number = Date.now()): UsedKey | null {
  if (key.length === 0 || key.length > LONGEST) return null;
  const hash = sha256(key);
  const found = kept(registry, { name: `key ${hash}`, of: ['api_keys', 'workspaces'] }, () => keyByHash(registry, hash));
  if (!found || !sameSecret(found.hash, hash)) return null;
  if (found.lastUsedAt === null || now - found.lastUsedAt >= MINUTE) markKeyUsed(registry, found.id, now);
  return { id: found.id, workspaceId: found.workspaceId, dialect: found.dialect, kind: found.kind, scopes: found.scopes };
}

/** How the log calls a key: by its name, or else by its beginning; nothing of one that is gone. */
export function keyLabel(registry: ReadDb, { workspaceId, id }: { workspaceId: string; id: string }): string {
  const key = keysOf(registry, workspaceId).find((one) => one.id === id);
  return key ? key.name || `${key.prefix}…` : '';
}

/** Newest first. */
export const listKeys = (registry: ReadDb, workspaceId: string): ApiKey[] => keysOf(registry, workspaceId).map(shown);

/** Dead at once. Says whether there was such a key. */
export const removeKey = (registry: WriteDb, facts: { workspaceId: string; id: string }): boolean =>
  deleteKey(registry, facts.workspaceId, facts.id) > 0;

/** `admin` may do everything; whoever may write or send may also read. */
export function allows(scopes: readonly Scope[], needed: Scope): boolean {
  if (scopes.includes('admin') || scopes.includes(needed)) return true;
  return needed === 'read' && (scopes.includes('write') || scopes.includes('send'));
}

function shown({ hash: _hash, workspaceId: _workspaceId, ...key }: StoredKey): ApiKey {
  return key;
}
