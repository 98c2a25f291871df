import { type ReadDb, sql, type WriteDb } from '../../db/db.ts';

export const erasureKey = (db: ReadDb): string => {
  const key = db.value<string>(sql`/* erased.key */ SELECT key FROM erasure_key WHERE id = 1`);
  if (key === undefined) throw new Error('The key of erased addresses is missing.');
  return key;
};

/** By the key, so that it is seen to look no further than the first. */
export const hasErased = (db: ReadDb): boolean =>
  db.value(sql`/* erased.any */ SELECT EXISTS (SELECT 1 FROM erased WHERE hash >= '')`) === 1;

/** Those of the hashes that are known. */
export const knownHashes = (db: ReadDb, hashes: readonly string[]): Set<string> =>
  new Set(
    db
      .all<{ hash: string }>(
        sql`/* erased.among */ SELECT e.hash FROM json_each(${JSON.stringify(hashes)}) j CROSS JOIN erased e ON e.hash = j.value`,
      )
      .map((row) => row.hash),
  );

export const insertErased = (db: WriteDb, { hash, now }: { hash: string; now: number }): void =>
  void db.run(sql`/* erased.insert */ INSERT OR IGNORE INTO erased (hash, at) VALUES (${hash}, ${now})`);

export const deleteErased = (db: WriteDb, hash: string): void =>
  void db.run(sql`/* erased.delete */ DELETE FROM erased WHERE hash = ${hash}`);
