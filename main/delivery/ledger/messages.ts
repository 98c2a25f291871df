import type { MessageStatus } from '#shared/schema/words.ts';
import { addressKey } from '../../base/email-address.ts';
import type { ReadDb, WriteDb } from '../../db/db.ts';
import type { Counts } from '../sends/send-state.ts';
import { insertMessage, type NewMessage } from './insert.store.ts';
import { type LedgerRow, messageById, messagesOf } from './messages.report.ts';
import { statusCounts } from './standing.report.ts';

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
