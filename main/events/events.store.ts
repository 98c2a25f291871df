import { sql, type WriteDb } from '../db/db.ts';

type NewEvent = {
  /** A word of `eventName`, or a custom one that a script made up. */
  name: string;
  contactId?: number | null;
  messageId?: number | null;
  sendId?: number | null;
  linkId?: number | null;
  at: number;
  data?: Record<string, unknown>;
};

/** Appends a fact to the event log; facts are never changed. */
export function recordEvent(db: WriteDb, event: NewEvent): void {
  const { name, contactId = null, messageId = null, sendId = null, linkId = null, at, data = {} } = event;
  db.run(
    sql`/* events.record */ INSERT INTO events (name, contact_id, message_id, send_id, link_id, at, data)
      VALUES (${name}, ${contactId}, ${messageId}, ${sendId}, ${linkId}, ${at}, ${JSON.stringify(data)})`,
  );
}

/** The same fact about many contacts at once, as when a file is imported. */
export function recordEvents(
  db: WriteDb,
  event: { name: string; contactIds: readonly number[]; at: number; data?: Record<string, unknown> },
): void {
  if (event.contactIds.length === 0) return;
  db.run(
    sql`/* events.record-many */ INSERT INTO events (name, contact_id, at, data)
      SELECT ${event.name}, value, ${event.at}, ${JSON.stringify(event.data ?? {})} FROM json_each(${JSON.stringify(event.contactIds)})`,
  );
}
