import { type ReadDb, sql } from '../../db/db.ts';
import type { KeptSet } from './kept-set.ts';

/** What most questions are about: the first lists and tags, and what people got and did. */
export const commonSets = (db: ReadDb): KeptSet[] => [
  ...db
    .all<{ id: number }>(sql`/* finding.common-lists */ SELECT id FROM lists ORDER BY id LIMIT 4`)
    .map(({ id }): KeptSet => ({ of: 'list', list: id, status: null })),
  ...db
    .all<{ id: number }>(sql`/* finding.common-tags */ SELECT id FROM tags ORDER BY id LIMIT 8`)
    .map(({ id }): KeptSet => ({ of: 'tag', tag: id })),
  ...(db.value(sql`/* finding.any-receipt */ SELECT 1 FROM receipts LIMIT 1`)
    ? [{ of: 'received', times: 1, since: null } as const]
    : []),
  ...db
    .all<{ name: string }>(
      sql`/* finding.common-doings */ SELECT value AS name FROM json_each('["opened","clicked"]')
        WHERE EXISTS (SELECT 1 FROM tallies t WHERE t.name = value)`,
    )
    .map(({ name }): KeptSet => ({ of: 'did', name, times: 1, since: null })),
];

/** The fields that come first where they are chosen. */
export const commonFields = (db: ReadDb): string[] =>
  db.all<{ key: string }>(sql`/* finding.common-fields */ SELECT key FROM fields ORDER BY id LIMIT 6`).map(({ key }) => key);
