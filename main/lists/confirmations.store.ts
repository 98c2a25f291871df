import { type ReadDb, sql, sqlNumber, type WriteDb } from '../db/db.ts';

/** Asks people to confirm: their mails are still to be written. */
export function insertConfirmations(
  db: WriteDb,
  asked: { listId: number; contactIds: readonly number[]; askedAt: number; expiresAt: number },
): void {
  if (asked.contactIds.length === 0) return;
  db.run(
    sql`/* confirmations.insert */ INSERT INTO confirmations (contact_id, list_id, asked_at, expires_at)
      SELECT value, ${asked.listId}, ${asked.askedAt}, ${asked.expiresAt} FROM json_each(${JSON.stringify(asked.contactIds)})`,
  );
}

export type AskedBefore = { contactId: number; askedAt: number; confirmedAt: number | null };

/** Each time that somebody of them was asked about a list, the oldest first. */
export const askedBefore = (
  db: ReadDb,
  { listId, contactIds }: { listId: number; contactIds: readonly number[] },
): AskedBefore[] =>
  db.all(
    sql`/* confirmations.before */ SELECT c.contact_id AS contactId, c.asked_at AS askedAt, c.confirmed_at AS confirmedAt
      FROM json_each(${JSON.stringify(contactIds)}) j CROSS JOIN confirmations c ON c.contact_id = j.value AND c.list_id = ${listId}
      ORDER BY c.id`,
  );

export const lastConfirmationId = (db: ReadDb): number =>
  db.value<number>(sql`/* confirmations.last-id */ SELECT coalesce(max(id), 0) FROM confirmations`) ?? 0;

/** Whom nobody asks after all, of those in a range whose mails are still to be written. */
export const dropWaitingOf = (
  db: WriteDb,
  { first, last, contactIds }: { first: number; last: number; contactIds: readonly number[] },
): void =>
  void db.run(
    sql`/* confirmations.drop-many */ DELETE FROM confirmations WHERE id BETWEEN ${first} AND ${last} AND written_at IS NULL
      AND contact_id IN (SELECT value FROM json_each(${JSON.stringify(contactIds)}))`,
  );

export type WaitingConfirmation = { id: number; contactId: number; listId: number; askedAt: number };

/** Those whose mail is still to be written. */
export const waitingConfirmations = (db: ReadDb, limit: number): WaitingConfirmation[] =>
  db.all(
    sql`/* confirmations.waiting */ SELECT id, contact_id AS contactId, list_id AS listId, asked_at AS askedAt
      FROM confirmations INDEXED BY confirmations_waiting WHERE written_at IS NULL ORDER BY id LIMIT ${sqlNumber(limit)}`,
  );

export const markWritten = (db: WriteDb, { id, messageId, now }: { id: number; messageId: number; now: number }): void =>
  void db.run(
    sql`/* confirmations.written */ UPDATE confirmations SET written_at = ${now}, message_id = ${messageId} WHERE id = ${id}`,
  );

/** Nobody is asked after all, so it counts for nothing. */
export const dropConfirmation = (db: WriteDb, id: number): void =>
  void db.run(sql`/* confirmations.drop */ DELETE FROM confirmations WHERE id = ${id} AND written_at IS NULL`);

export type Confirmation = {
  id: number;
  contactId: number;
  listId: number;
  expiresAt: number;
  confirmedAt: number | null;
};

export const confirmationOfMessage = (db: ReadDb, messageId: number): Confirmation | null =>
  db.get(
    sql`/* confirmations.of-message */ SELECT id, contact_id AS contactId, list_id AS listId, expires_at AS expiresAt,
        confirmed_at AS confirmedAt FROM confirmations WHERE message_id = ${messageId}`,
  ) ?? null;

export const markConfirmed = (
  db: WriteDb,
  { id, from, agent, now }: { id: number; from: string; agent: string; now: number },
): void =>
  void db.run(
    sql`/* confirmations.confirmed */ UPDATE confirmations SET confirmed_at = ${now}, confirmed_from = ${from},
      confirmed_agent = ${agent} WHERE id = ${id}`,
  );
