import type { InboxRow } from '#shared/rpc/inbox.ts';
import { likeAnywhere, type ReadDb, sql, type WriteDb } from '../../db/db.ts';

export type Received = {
  publicId: string;
  receivedAt: number;
  from: string;
  to: readonly string[];
  headerFrom: string;
  subject: string;
  raw: Buffer;
};

type Row = {
  public_id: string;
  received_at: number;
  envelope_from: string;
  envelope_to: string;
  header_from: string;
  subject: string;
  bytes: number;
  read_at: number | null;
};

const columns = sql`public_id, received_at, envelope_from, envelope_to, header_from, subject, bytes, read_at`;

const toRow = (row: Row): InboxRow => ({
  id: row.public_id,
  receivedAt: row.received_at,
  from: row.header_from || row.envelope_from,
  // Written below, and nowhere else.
  to: JSON.parse(row.envelope_to) as string[],
  subject: row.subject,
  bytes: row.bytes,
  read: row.read_at !== null,
});

export const insertReceived = (db: WriteDb, received: Received): void =>
  void db.run(sql`/* inbox.insert */
    INSERT INTO inbox_messages (public_id, received_at, envelope_from, envelope_to, header_from, subject, bytes, raw)
    VALUES (${received.publicId}, ${received.receivedAt}, ${received.from}, ${JSON.stringify(received.to)},
      ${received.headerFrom}, ${received.subject}, ${received.raw.length}, ${received.raw})`);

/** Keeps the newest; ids only grow, so the boundary is a matter of the key alone. */
export const trimInbox = (db: WriteDb, keep: number): number =>
  db.run(sql`/* inbox.trim */
    DELETE FROM inbox_messages WHERE id <= (SELECT id FROM inbox_messages ORDER BY id DESC LIMIT 1 OFFSET ${keep})`).changes;

const matching = (search: string) => {
  const pattern = likeAnywhere(search);
  return search
    ? sql`WHERE subject LIKE ${pattern} ESCAPE '\\' OR header_from LIKE ${pattern} ESCAPE '\\' OR envelope_to LIKE ${pattern} ESCAPE '\\'`
    : sql``;
};

export const inboxRows = (db: ReadDb, page: { search: string; offset: number; limit: number }): InboxRow[] =>
  db
    .all<Row>(sql`/* inbox.page */
      SELECT ${columns} FROM inbox_messages ${matching(page.search)} ORDER BY id DESC LIMIT ${page.limit} OFFSET ${page.offset}`)
    .map(toRow);

export const countInbox = (db: ReadDb, search: string): number =>
  db.value<number>(sql`/* inbox.count */ SELECT count(*) FROM inbox_messages ${matching(search)}`) ?? 0;

export const countUnread = (db: ReadDb): number =>
  db.value<number>(sql`/* inbox.unread */ SELECT count(*) FROM inbox_messages WHERE read_at IS NULL`) ?? 0;

export function inboxMessage(db: ReadDb, publicId: string): { row: InboxRow; raw: Buffer } | null {
  const row = db.get<Row & { raw: Buffer }>(
    sql`/* inbox.get */ SELECT ${columns}, raw FROM inbox_messages WHERE public_id = ${publicId}`,
  );
  return row ? { row: toRow(row), raw: row.raw } : null;
}

/** Returns whether it was unread until now. */
export const markRead = (db: WriteDb, read: { publicId: string; now: number }): boolean =>
  db.run(sql`/* inbox.markRead */
    UPDATE inbox_messages SET read_at = ${read.now} WHERE public_id = ${read.publicId} AND read_at IS NULL`).changes > 0;

export const deleteAll = (db: WriteDb): void => void db.run(sql`/* inbox.clear */ DELETE FROM inbox_messages`);
