import { type MessageKind, type MessageStatus, messageKind, messageStatus } from '#shared/schema/words.ts';
import { type ReadDb, sql } from '../../db/db.ts';

/** One message as the ledger shows it. */
export type LedgerRow = {
  id: number;
  sendId: number | null;
  contactId: number | null;
  email: string;
  kind: MessageKind;
  status: MessageStatus;
  reason: string;
  attempts: number;
  attemptedAt: number | null;
  settledAt: number | null;
  code: number | null;
  enhancedCode: string | null;
  reply: string;
};

type Row = {
  id: number;
  send_id: number | null;
  contact_id: number | null;
  email: string;
  kind: string;
  status: string;
  reason: string;
  attempts: number;
  attempted_at: number | null;
  settled_at: number | null;
  code: number | null;
  enhanced_code: string | null;
  reply: string;
};

const columns = sql`id, send_id, contact_id, email, kind, status, reason, attempts, attempted_at, settled_at, code, enhanced_code, reply`;

const toLedgerRow = (row: Row): LedgerRow => ({
  id: row.id,
  sendId: row.send_id,
  contactId: row.contact_id,
  email: row.email,
  kind: messageKind.parse(row.kind),
  status: messageStatus.parse(row.status),
  reason: row.reason,
  attempts: row.attempts,
  attemptedAt: row.attempted_at,
  settledAt: row.settled_at,
  code: row.code,
  enhancedCode: row.enhanced_code,
  reply: row.reply,
});

export function messageById(db: ReadDb, id: number): LedgerRow | null {
  const row = db.get<Row>(sql`/* ledger.byId */ SELECT ${columns} FROM messages WHERE id = ${id}`);
  return row ? toLedgerRow(row) : null;
}

/** What the marks of a message are made of. */
export type Marked = { id: number; createdAt: number; emailKey: string };

export const markedById = (db: ReadDb, id: number): Marked | undefined =>
  db.get<Marked>(sql`/* ledger.marked */
    SELECT id, created_at AS createdAt, email_key AS emailKey FROM messages WHERE id = ${id}`);

export const messagesOf = (
  db: ReadDb,
  page: { sendId: number; status?: MessageStatus | undefined; offset: number; limit: number },
): LedgerRow[] =>
  db
    .all<Row>(
      page.status
        ? sql`/* ledger.pageOfStatus */
            SELECT ${columns} FROM messages WHERE send_id = ${page.sendId} AND status = ${page.status}
            ORDER BY id LIMIT ${page.limit} OFFSET ${page.offset}`
        : sql`/* ledger.page */
            SELECT ${columns} FROM messages INDEXED BY messages_by_send WHERE send_id = ${page.sendId}
            ORDER BY status, id LIMIT ${page.limit} OFFSET ${page.offset}`,
    )
    .map(toLedgerRow);
