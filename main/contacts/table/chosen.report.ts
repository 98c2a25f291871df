import { type Sql, sql } from '../../db/db.ts';
import { type ContactSelection, selectedIds } from './page.report.ts';

const innerIds = (publicIds: readonly string[]): Sql =>
  sql`SELECT id FROM contacts WHERE public_id IN (SELECT value FROM json_each(${JSON.stringify(publicIds)}))`;

/** A SELECT of the inner ids of those who were ticked, in their order. */
export const tickedIds = (publicIds: readonly string[]): Sql => sql`${innerIds(publicIds)} ORDER BY id`;

/** A SELECT of the inner ids of all who are selected, but for some, in their order. */
export const selectedBut = (selection: ContactSelection, without: readonly string[]): Sql =>
  without.length === 0
    ? selectedIds(selection)
    : sql`SELECT id FROM (${selectedIds(selection)}) WHERE id NOT IN (${innerIds(without)}) ORDER BY id`;
