import type { MessageKind } from '#shared/schema/words.ts';
import { type ReadDb, sql, type WriteDb } from '../../db/db.ts';

/** The reason of a message that goes first, until it has been tried: where it is given back, it stays one of those. */
export const CANARY = 'canary';

/** A message that is no longer claimed becomes this. */
export const givenBack = sql`iif(reason = ${CANARY}, 'deferred', 'pending')`;

/** A claimed message: what the loop needs to write and send it. */
export type Claimed = {
  id: number;
  sendId: number | null;
  contactId: number | null;
  kind: MessageKind;
  email: string;
  emailKey: string;
  attempts: number;
  firstAttemptedAt: number | null;
  createdAt: number;
  /** JSON; null for a message of a send. */
  content: string | null;
};

type ClaimedRow = {
  id: number;
  send_id: number | null;
  contact_id: number | null;
  kind: MessageKind;
  email: string;
  email_key: string;
  attempts: number;
  first_attempted_at: number | null;
  created_at: number;
  content: string | null;
};

const toClaimed = (row: ClaimedRow): Claimed => ({
  id: row.id,
  sendId: row.send_id,
  contactId: row.contact_id,
  kind: row.kind,
  email: row.email,
  emailKey: row.email_key,
  attempts: row.attempts,
  firstAttemptedAt: row.first_attempted_at,
  createdAt: row.created_at,
  content: row.content,
});

const claimedColumns = sql`id, send_id, contact_id, kind, email, email_key, attempts, first_attempted_at, created_at, content`;

type Claim = { transportId: number; sendId: number | null; limit: number; now: number };

export const claimPending = (db: WriteDb, claim: Claim): Claimed[] =>
  inOrder(
    db.all<ClaimedRow>(sql`/* ledger.claimPending */
      UPDATE messages SET status = 'claimed' WHERE id IN (
        SELECT id FROM messages INDEXED BY messages_by_send
        WHERE send_id IS ${claim.sendId} AND status = 'pending' AND transport_id = ${claim.transportId}
        ORDER BY id LIMIT ${claim.limit})
      RETURNING ${claimedColumns}`),
  );

export const claimDeferred = (db: WriteDb, claim: Claim): Claimed[] =>
  inOrder(
    db.all<ClaimedRow>(sql`/* ledger.claimDeferred */
      UPDATE messages SET status = 'claimed' WHERE id IN (
        SELECT id FROM messages INDEXED BY messages_due
        WHERE status = 'deferred' AND send_id IS ${claim.sendId} AND due_at <= ${claim.now}
          AND transport_id = ${claim.transportId}
        ORDER BY due_at LIMIT ${claim.limit})
      RETURNING ${claimedColumns}`),
  );

const inOrder = (rows: ClaimedRow[]): Claimed[] => rows.sort((a, b) => a.id - b.id).map(toClaimed);

export const nextDue = (db: ReadDb, of: { transportId: number; sendId: number | null }): number | null =>
  db.value<number | null>(sql`/* ledger.nextDue */
    SELECT min(due_at) FROM messages INDEXED BY messages_due
    WHERE status = 'deferred' AND send_id IS ${of.sendId} AND transport_id = ${of.transportId}`) ?? null;

/** False when the message is no longer claimed: its send was paused or cancelled meanwhile. */
export const markAttempting = (db: WriteDb, id: number, now: number): boolean =>
  db.run(sql`/* ledger.attempting */
    UPDATE messages SET status = 'attempting', attempts = attempts + 1, attempted_at = ${now},
      first_attempted_at = coalesce(first_attempted_at, ${now})
    WHERE id = ${id} AND status = 'claimed'`).changes === 1;

export const release = (db: WriteDb, id: number): void =>
  void db.run(sql`/* ledger.release */ UPDATE messages SET status = ${givenBack} WHERE id = ${id} AND status = 'claimed'`);

/** As `release`, for all of a send. */
export const releaseClaimedOf = (db: WriteDb, sendId: number): void =>
  void db.run(sql`/* ledger.releaseOf */
    UPDATE messages SET status = ${givenBack} WHERE send_id = ${sendId} AND status = 'claimed'`);
