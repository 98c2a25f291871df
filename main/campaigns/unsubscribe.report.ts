import { type ReadDb, sql, sqlList } from '../db/db.ts';

/** Names of those of the lists that a contact is in. */
export const listNames = (db: ReadDb, of: { contactId: number; listIds: readonly string[] }): string[] =>
  db
    .all<{ name: string }>(
      sql`/* unsubscribe.lists */ SELECT l.name FROM lists l JOIN memberships m ON m.list_id = l.id
        WHERE m.contact_id = ${of.contactId} AND l.public_id IN ${sqlList(of.listIds)} ORDER BY l.name`,
    )
    .map((list) => list.name);
