import { type ReadDb, sql, type WriteDb } from '../db/db.ts';

/** Asks somebody to confirm: its mail is still to be written. */
export const insertConfirmation = (
  db: WriteDb,
  asked: { contactId: number; listId: number; askedAt: number; expiresAt: number },
): void =>
  void db.run(
    sql`/* confirmations.insert */ INSERT INTO confirmations (contact_id, list_id, asked_at, expires_at)
      VALUES (${asked.contactId}, ${asked.listId}, ${asked.askedAt}, ${asked.expiresAt})`,
  );

/** Each time that somebody was asked about a list, the oldest first. */
export const askedBefore = (
  db: ReadDb,
  { contactId, listId }: { contactId: number; listId: number },
): { askedAt: number; confirmedAt: number | null }[] =>
  db.all(
    sql`/* confirmations.before */ SELECT asked_at AS askedAt, confirmed_at AS confirmedAt FROM confirmations
      WHERE contact_id = ${contactId} AND list_id = ${listId} ORDER BY id`,
  );

export type WaitingConfirmation = { id: number; contactId: number; listId: number; askedAt: number };

/** Those whose mail is still to be written. */
export const waitingConfirmations = (db: ReadDb, limit: number): WaitingConfirmation[] =>
  db.all(
    sql`/* confirmations.waiting */ SELECT id, contact_id AS contactId, list_id AS listId, asked_at AS askedAt
      FROM confirmations INDEXED BY confirmations_waiting WHERE written_at IS NULL ORDER BY id LIMIT ${limit}`,
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
