import { type ReadDb, sql, type WriteDb } from '../db/db.ts';

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

/** People are in their lists again, since what took them out was undone. Their memberships have the ids that they had, or new ones. */
export function recordRestored(
  db: WriteDb,
  { ids, of, at }: { ids: readonly number[]; of: 'memberships' | 'contacts'; at: number },
): void {
  const members = of === 'memberships' ? sql`m.id = j.value` : sql`m.contact_id = j.value`;
  db.run(sql`/* events.restored */ INSERT INTO events (name, at, data)
    SELECT 'restored', ${at}, json_object('contact', m.contact_id, 'membership', m.public_id, 'listId', l.public_id, 'source', m.consent_source)
    FROM json_each(${JSON.stringify(ids)}) j CROSS JOIN memberships m ON ${members} JOIN lists l ON l.id = m.list_id`);
}

/** The newest fact; facts that a work appends in one transaction follow it without a gap. */
export const lastEventId = (db: ReadDb): number =>
  db.value<number>(sql`/* events.last */ SELECT coalesce(max(id), 0) AS id FROM events`) ?? 0;

/**
 * Facts that are taken back because the work that told them is undone: those from one id to another about contacts whose
 * ids are below `before`, but for some people. Facts are never changed otherwise.
 */
export const forgetEvents = (
  db: WriteDb,
  range: { first: number; last: number; before: number; except: readonly number[] },
): void =>
  void db.run(
    sql`/* events.take-back */ DELETE FROM events WHERE id BETWEEN ${range.first} AND ${range.last} AND message_id IS NULL
      AND contact_id < ${range.before} AND contact_id NOT IN (SELECT value FROM json_each(${JSON.stringify(range.except)}))`,
  );
/** For an erased person: what was recorded about messages to them, whoever it names. */
export const forgetEventsOf = (db: WriteDb, messageIds: readonly number[]): void =>
  void db.run(
    sql`/* events.forget */ DELETE FROM events WHERE message_id IN (SELECT value FROM json_each(${JSON.stringify(messageIds)}))`,
  );

/** Of a work of many kinds of people: only what was told of these is taken back. */
export const forgetEventsAmong = (
  db: WriteDb,
  { name, first, last, contactIds }: { name: string; first: number; last: number; contactIds: readonly number[] },
): void =>
  void db.run(
    sql`/* events.take-back-among */ DELETE FROM events WHERE id BETWEEN ${first} AND ${last} AND name = ${name}
      AND contact_id IN (SELECT value FROM json_each(${JSON.stringify(contactIds)}))`,
  );
