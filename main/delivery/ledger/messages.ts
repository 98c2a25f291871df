import type { MessageStatus } from '#shared/schema/words.ts';
import { addressKey } from '../../base/email-address.ts';
import type { ReadDb, Sql, WriteDb } from '../../db/db.ts';
import type { Counts } from '../sends/send-state.ts';
import { addRecipients } from '../sends/sends.store.ts';
import {
  insertMessage,
  insertMessages,
  type LedgerRow,
  messageById,
  messagesOf,
  type NewMessage,
  statusCounts,
} from './ledger.store.ts';

/**
 * Freezes the audience of a send: one row per recipient, in one statement. `recipients` is a SELECT that gives
 * contact_id, email, email_key, status (`pending` or `skipped`) and reason, each contact once; where they are `timed`
 * also due_at, and the status may be `deferred`.
 */
export function enqueue(
  db: WriteDb,
  queued: { sendId: number; transportId: number; recipients: Sql; timed?: boolean; now: number },
): { recipients: number; skipped: number } {
  return db.transaction(() => {
    const rows = insertMessages(db, queued);
    const { skipped } = statusCounts(db, queued.sendId);
    addRecipients(db, { sendId: queued.sendId, recipients: rows - skipped });
    return { recipients: rows - skipped, skipped };
  });
}

/** A single message that belongs to no send. Its content is what `Letters.forContent` understands. Returns its id. */
export const enqueueOne = (db: WriteDb, message: Omit<NewMessage, 'emailKey'>): number =>
  insertMessage(db, { ...message, emailKey: addressKey(message.email) });

export const countByStatus = (db: ReadDb, sendId: number): Counts => statusCounts(db, sendId);

export const getMessage = (db: ReadDb, id: number): LedgerRow | null => messageById(db, id);

export function listMessages(
  db: ReadDb,
  page: { sendId: number; status?: MessageStatus | undefined; offset: number; limit: number },
): { rows: LedgerRow[]; total: number } {
  const counts = statusCounts(db, page.sendId);
  const total = page.status ? counts[page.status] : Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { rows: messagesOf(db, page), total };
}
