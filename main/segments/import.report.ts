import type { LeafOf } from '#shared/schema/rule.ts';
import { notFound } from '../base/errors.ts';
import { type ReadDb, sql } from '../db/db.ts';
import { importedContacts } from '../imports/imports.ts';
import { type Members, some, unless } from './sets.report.ts';

/** Who was in the file of an import. */
export function byImport({ db }: { db: ReadDb }, { importId, in: within }: LeafOf<'import'>): Members {
  const known = db.value<number>(sql`/* segments.import */ SELECT id FROM imports WHERE public_id = ${importId}`);
  if (known === undefined) throw notFound('segments.import-gone', 'A condition is about an import that is no longer there.');
  return unless(within, some(sql`SELECT DISTINCT * FROM (${importedContacts(importId)})`));
}
