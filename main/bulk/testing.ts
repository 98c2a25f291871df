import { createChanges } from '../base/changes.ts';
import { silentLogger } from '../base/logger.ts';
import { type Sql, sql, type WriteDb } from '../db/db.ts';
import { type Bulk, createBulk } from './bulk.ts';

/** Bulk edits of a database, with ids read where it is. */
export const bulkOf = (db: WriteDb, clock: () => number): Bulk =>
  createBulk({
    db,
    clock,
    changes: createChanges(),
    logger: silentLogger,
    readIds: async function* (select) {
      yield db.all<{ id: number }>(select).map((row) => row.id);
    },
  });

// And but for what only grows: the logs of what has to be looked at again, what was changed and undone, who was taken out of a
// list and is in it again, and the ids that nobody gets any more.
const own = ['bulk_edits', 'bulk_slices', 'contact_changes', 'set_changes', 'contact_ids', 'change_slices', 'removals'];
const name = (text: string): Sql => ({ text: `"${text}"`, values: [], isSql: true });

/** Every row of every table, but for what bulk edits keep themselves. */
export const dump = (db: WriteDb): Record<string, unknown[]> =>
  Object.fromEntries(
    db
      .all<{ name: string }>(sql`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
      .filter((table) => !own.includes(table.name))
      .map((table) => [
        table.name,
        db
          .all<Record<string, unknown>>(sql`SELECT * FROM ${name(table.name)}`)
          .filter((row) => table.name !== 'events' || row['name'] !== 'restored')
          .map((row) => JSON.stringify(row))
          .sort(),
      ]),
  );
