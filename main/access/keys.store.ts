import { z } from 'zod';
import { dialect, scope } from '#shared/schema/words.ts';
import { kept, type ReadDb, sql, type WriteDb } from '../db/db.ts';

type Row = {
  id: string;
  workspaceId: string;
  name: string;
  dialect: string;
  kind: string;
  scopes: string;
  prefix: string;
  hash: string;
  createdAt: number;
  lastUsedAt: number | null;
};

const columns = sql`id, workspace_id AS workspaceId, name, dialect, kind, scopes, prefix, hash,
  created_at AS createdAt, last_used_at AS lastUsedAt`;
const scopes = z.array(scope);
const kind = z.enum(['secret', 'public']);

const parse = (row: Row) => ({
  ...row,
  dialect: dialect.parse(row.dialect),
  kind: kind.parse(row.kind),
  scopes: scopes.parse(JSON.parse(row.scopes)),
});
export type StoredKey = ReturnType<typeof parse>;

export function insertKey(registry: WriteDb, key: StoredKey): void {
  registry.run(sql`/* keys.insert */
    INSERT INTO api_keys (id, workspace_id, name, dialect, kind, scopes, prefix, hash, created_at, last_used_at)
    VALUES (${key.id}, ${key.workspaceId}, ${key.name}, ${key.dialect}, ${key.kind}, ${JSON.stringify(key.scopes)},
      ${key.prefix}, ${key.hash}, ${key.createdAt}, ${key.lastUsedAt})`);
}

export function keyByHash(registry: ReadDb, hash: string): StoredKey | null {
  const row = registry.get<Row>(sql`/* keys.byHash */ SELECT ${columns} FROM api_keys WHERE hash = ${hash}`);
  return row ? parse(row) : null;
}

export function keysOf(registry: ReadDb, workspaceId: string): readonly StoredKey[] {
  return kept(registry, { name: `keys of ${workspaceId}`, of: ['api_keys', 'workspaces'] }, () =>
    registry
      .all<Row>(sql`/* keys.ofWorkspace */
          SELECT ${columns} FROM api_keys WHERE workspace_id = ${workspaceId} ORDER BY created_at DESC, id DESC`)
      .map(parse),
  );
}

export function markKeyUsed(registry: WriteDb, id: string, now: number): void {
  registry.run(sql`/* keys.used */ UPDATE api_keys SET last_used_at = ${now} WHERE id = ${id}`);
}

export function deleteKey(registry: WriteDb, workspaceId: string, id: string): number {
  return registry.run(sql`/* keys.delete */ DELETE FROM api_keys WHERE id = ${id} AND workspace_id = ${workspaceId}`).changes;
}
