import { type ReadDb, sql } from '../../db/db.ts';

/** Those of the contacts who have unsubscribed from a list, and from which. */
export const unsubscribedAmong = (db: ReadDb, contactIds: readonly number[]): { email: string; lists: string }[] =>
  db.all(
    sql`/* contacts.unsubscribed */ SELECT c.email, group_concat(l.name, ', ') AS lists
      FROM memberships m JOIN contacts c ON c.id = m.contact_id JOIN lists l ON l.id = m.list_id
      WHERE m.contact_id IN (SELECT value FROM json_each(${JSON.stringify(contactIds)})) AND m.status = 'unsubscribed'
      GROUP BY c.id`,
  );
