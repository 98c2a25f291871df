import type { EventName } from '#shared/schema/words.ts';
import { type ReadDb, sql, sqlList } from '../db/db.ts';

/** How often something happened to a message, counted up to `most`. */
export function countEvents(db: ReadDb, event: { name: EventName; messageId: number; most: number }): number {
  return (
    db.value<number>(
      sql`/* tracking.countEvents */ SELECT count(*) FROM (SELECT 1 FROM events
        WHERE message_id = ${event.messageId} AND name = ${event.name} LIMIT ${event.most})`,
    ) ?? 0
  );
}

/** Which of the lists, by their public ids, a contact is in, whatever the status there. */
export function listsOf(db: ReadDb, of: { contactId: number; listIds: readonly string[] }): number[] {
  return db
    .all<{ id: number }>(
      sql`/* tracking.listsOf */ SELECT l.id FROM lists l JOIN memberships m ON m.list_id = l.id
        WHERE m.contact_id = ${of.contactId} AND l.public_id IN ${sqlList(of.listIds)}`,
    )
    .map((list) => list.id);
}
