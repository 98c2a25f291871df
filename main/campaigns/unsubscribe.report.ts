import { type ReadDb, sql, sqlList } from '../db/db.ts';

/** What recipients call those of the lists that a contact is in. */
export const listNames = (db: ReadDb, of: { contactId: number; listIds: readonly string[] }): string[] =>
  db
    .all<{ name: string }>(
      sql`/* unsubscribe.lists */ SELECT iif(l.public_name = '', l.name, l.public_name) AS name FROM lists l JOIN memberships m ON m.list_id = l.id
        WHERE m.contact_id = ${of.contactId} AND l.public_id IN ${sqlList(of.listIds)} ORDER BY 1`,
    )
    .map((list) => list.name);
