import type { MessageStatus } from '#shared/schema/words.ts';
import { type ReadDb, sql, sqlList, type WriteDb } from '../../db/db.ts';
import { withoutPerson } from './said.ts';

type Settlement = {
  id: number;
  from: 'claimed' | 'attempting' | 'uncertain';
  status: MessageStatus;
  reason: string;
  code: number | null;
  enhancedCode: string | null;
  reply: string;
  /** Of a deferred message: not before. */
  dueAt: number;
  settledAt: number | null;
};

export const settle = (db: WriteDb, settlement: Settlement): boolean =>
  db.run(sql`/* ledger.settle */
    UPDATE messages SET status = ${settlement.status}, reason = ${settlement.reason}, settled_at = ${settlement.settledAt},
      code = ${settlement.code}, enhanced_code = ${settlement.enhancedCode}, reply = ${settlement.reply}, due_at = ${settlement.dueAt},
      said = ${settlement.status === 'accepted' ? '' : withoutPerson(settlement.reply)}
    WHERE id = ${settlement.id} AND status = ${settlement.from}`).changes === 1;

/** Moves up to `limit` messages of a send from one status to another; returns how many. */
export const moveMessages = (
  db: WriteDb,
  move: { sendId: number; from: MessageStatus; to: MessageStatus; reason: string; settledAt: number | null; limit: number },
): number =>
  db.run(sql`/* ledger.move */
    UPDATE messages SET status = ${move.to}, reason = ${move.reason}, settled_at = coalesce(${move.settledAt}, settled_at)
    WHERE id IN (SELECT id FROM messages WHERE send_id = ${move.sendId} AND status = ${move.from} LIMIT ${move.limit})`).changes;

/** Of a send's refused messages those with such a reason, whose person is still known, in the order of their ids. */
export const refusedToRetry = (
  db: ReadDb,
  of: { sendId: number; reasons: readonly string[]; after: number; limit: number },
): { id: number; emailKey: string }[] =>
  db.all(sql`/* ledger.refusedToRetry */
    SELECT id, email_key AS emailKey FROM messages
    WHERE send_id = ${of.sendId} AND status = 'refused' AND id > ${of.after} AND contact_id IS NOT NULL
      AND reason IN ${sqlList(of.reasons)}
    ORDER BY id LIMIT ${of.limit}`);

/** As if it had never been tried, so that its age begins anew. */
export const tryAnew = (db: WriteDb, id: number): void =>
  void db.run(sql`/* ledger.tryAnew */
    UPDATE messages SET status = 'pending', reason = 'retried', attempts = 0, first_attempted_at = NULL, settled_at = NULL, due_at = 0
    WHERE id = ${id} AND status = 'refused'`);
