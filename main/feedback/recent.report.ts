import { type ReadDb, sql } from '../db/db.ts';

/** The last message that a server took for a contact, if that was since a time. */
export const recentMessageTo = (db: ReadDb, of: { contactId: number; since: number }): number | null =>
  db.value<number>(sql`/* feedback.recentMessage */
    SELECT id FROM messages WHERE contact_id = ${of.contactId} AND status = 'accepted' AND kind <> 'test'
      AND coalesce(settled_at, created_at) >= ${of.since}
    ORDER BY id DESC LIMIT 1`) ?? null;

export const hasUnsubscribed = (db: ReadDb, messageId: number): boolean =>
  db.value(sql`/* feedback.hasUnsubscribed */
    SELECT EXISTS (SELECT 1 FROM events WHERE message_id = ${messageId} AND name = 'unsubscribed')`) === 1;
