import { type MessageKind, type MessageStatus, messageKind, messageStatus } from '#shared/schema/words.ts';
import { type ReadDb, sql, sqlList, type WriteDb } from '../../db/db.ts';
import { isPreparing, peopleToPrepare } from '../sends/preparations.store.ts';
import { type Counts, noCounts } from '../sends/send-state.ts';
import { withoutPerson } from './said.ts';

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

/** Those of a frozen audience whose messages are still to be written count as what they will begin as. */
export function statusCounts(db: ReadDb, sendId: number): Counts {
  const counts = noCounts();
  const rows = db.all<{ status: string; count: number }>(sql`/* ledger.counts */
    SELECT status, count FROM send_counts WHERE send_id = ${sendId}`);
  for (const row of rows) counts[messageStatus.parse(row.status)] = row.count;
  for (const { status, people } of peopleToPrepare(db, sendId)) counts[status] += people;
  return counts;
}

export const hasOpenMessages = (db: ReadDb, sendId: number): boolean =>
  db.value(sql`/* ledger.hasOpen */
    SELECT EXISTS (SELECT 1 FROM messages WHERE send_id = ${sendId} AND status = 'pending')
      OR EXISTS (SELECT 1 FROM messages WHERE send_id = ${sendId} AND status = 'claimed')
      OR EXISTS (SELECT 1 FROM messages WHERE send_id = ${sendId} AND status = 'attempting')
      OR EXISTS (SELECT 1 FROM messages WHERE send_id = ${sendId} AND status = 'deferred')`) === 1 || isPreparing(db, sendId);

/** The reason of a message that goes first, until it has been tried: where it is given back, it stays one of those. */
export const CANARY = 'canary';
const givenBack = sql`iif(reason = ${CANARY}, 'deferred', 'pending')`;

/**
 * Messages of one send that begin alike, to people who are still among the contacts; returns how many that were. The id of
 * somebody who was deleted since may have gone to somebody new, who is not meant.
 */
export const insertFrozen = (
  db: WriteDb,
  added: {
    sendId: number;
    transportId: number;
    contactIds: readonly number[];
    status: MessageStatus;
    reason: string;
    dueAt: number;
    settledAt: number | null;
    launchedAt: number;
    now: number;
  },
): number =>
  db.run(sql`/* ledger.insertFrozen */
    INSERT INTO messages (send_id, transport_id, kind, contact_id, email, email_key, status, reason, settled_at, due_at, created_at)
    SELECT ${added.sendId}, ${added.transportId}, 'campaign', c.id, c.email, c.email_key, ${added.status}, ${added.reason},
      ${added.settledAt}, ${added.dueAt}, ${added.launchedAt}
    FROM json_each(${JSON.stringify(added.contactIds)}) AS frozen CROSS JOIN contacts c ON c.id = frozen.value
    WHERE NOT (c.created_at > ${added.launchedAt} AND c.created_at <= ${added.now})`).changes;

export type NewMessage = {
  transportId: number;
  kind: Exclude<MessageKind, 'campaign'>;
  contactId: number | null;
  email: string;
  emailKey: string;
  content: unknown;
  now: number;
};

/** Whether anything of a send waits that was never put off. */
export const isWaiting = (db: ReadDb, sendId: number): boolean =>
  db.value(sql`/* ledger.isWaiting */
    SELECT EXISTS (SELECT 1 FROM messages WHERE send_id = ${sendId} AND status = 'pending')`) === 1;

/** Whether anything of a send waits that is not in the air. */
export const hasWaiting = (db: ReadDb, sendId: number): boolean =>
  db.value(sql`/* ledger.hasWaiting */
    SELECT EXISTS (SELECT 1 FROM messages WHERE send_id = ${sendId} AND status = 'pending')
      OR EXISTS (SELECT 1 FROM messages WHERE send_id = ${sendId} AND status = 'claimed')
      OR EXISTS (SELECT 1 FROM messages WHERE send_id = ${sendId} AND status = 'deferred')`) === 1;

/** How many of a send are put off until a certain moment. */
export const countDueAt = (db: ReadDb, { sendId, at }: { sendId: number; at: number }): number =>
  db.value<number>(sql`/* ledger.countDueAt */
    SELECT count(*) FROM messages INDEXED BY messages_due WHERE status = 'deferred' AND send_id = ${sendId} AND due_at = ${at}`) ??
  0;

/** Whether anything of a send is in the air, claimed or put off. */
export const hasTouched = (db: ReadDb, sendId: number): boolean =>
  db.value(sql`/* ledger.hasTouched */
    SELECT EXISTS (SELECT 1 FROM messages WHERE send_id = ${sendId} AND status = 'claimed')
      OR EXISTS (SELECT 1 FROM messages WHERE send_id = ${sendId} AND status = 'attempting')
      OR EXISTS (SELECT 1 FROM messages WHERE send_id = ${sendId} AND status = 'deferred')`) === 1;

export const insertMessage = (db: WriteDb, message: NewMessage): number =>
  db.run(sql`/* ledger.insert */
    INSERT INTO messages (transport_id, kind, contact_id, email, email_key, status, content, created_at)
    VALUES (${message.transportId}, ${message.kind}, ${message.contactId}, ${message.email}, ${message.emailKey},
      'pending', ${JSON.stringify(message.content)}, ${message.now})`).lastId;

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

/**
 * The clock was set back, so what was put off is due earlier by as much. What waits for its first attempt keeps its
 * time: that one means the clock on the wall.
 */
export const hastenDeferred = (db: WriteDb, hastened: { transportId: number; by: number; now: number }): void =>
  void db.run(sql`/* ledger.hasten */
    UPDATE messages SET due_at = max(due_at - ${hastened.by}, ${hastened.now})
    WHERE status = 'deferred' AND attempts > 0 AND transport_id = ${hastened.transportId}
      AND (send_id IS NULL OR send_id IN (SELECT id FROM sends WHERE state IN ('sending', 'paused')))`);

/** What was put off longer than anything is can only mean that the clock was wrong. */
export const boundDeferred = (db: WriteDb, bound: { latest: number }): void =>
  void db.run(sql`/* ledger.boundDeferred */
    UPDATE messages SET due_at = ${bound.latest}
    WHERE status = 'deferred' AND attempts > 0 AND due_at > ${bound.latest}
      AND (send_id IS NULL OR send_id IN (SELECT id FROM sends WHERE state IN ('sending', 'paused')))`);

/** False when the message is no longer claimed: its send was paused or cancelled meanwhile. */
export const markAttempting = (db: WriteDb, id: number, now: number): boolean =>
  db.run(sql`/* ledger.attempting */
    UPDATE messages SET status = 'attempting', attempts = attempts + 1, attempted_at = ${now},
      first_attempted_at = coalesce(first_attempted_at, ${now})
    WHERE id = ${id} AND status = 'claimed'`).changes === 1;

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

export const release = (db: WriteDb, id: number): void =>
  void db.run(sql`/* ledger.release */ UPDATE messages SET status = ${givenBack} WHERE id = ${id} AND status = 'claimed'`);

/** Single messages that wait are not sent from here. */
export const skipSingles = (db: WriteDb, now: number): void =>
  void db.run(sql`/* ledger.skipSingles */
    UPDATE messages SET status = 'skipped', reason = 'copied', settled_at = ${now}
    WHERE send_id IS NULL AND status IN ('pending', 'claimed', 'deferred')`);

/** As `release`, for all of a send. */
export const releaseClaimedOf = (db: WriteDb, sendId: number): void =>
  void db.run(sql`/* ledger.releaseOf */
    UPDATE messages SET status = ${givenBack} WHERE send_id = ${sendId} AND status = 'claimed'`);

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

/** What may hold messages that are claimed or attempted; single ones belong to no send. */
const unfinished = sql`(send_id IS NULL OR send_id IN (SELECT id FROM sends WHERE state <> 'finished'))`;

export const releaseAllClaimed = (db: WriteDb): number =>
  db.run(sql`/* ledger.releaseAll */
    UPDATE messages SET status = ${givenBack} WHERE ${unfinished} AND status = 'claimed'`).changes;

export const allAttemptingToUncertain = (db: WriteDb, now: number): number =>
  db.run(sql`/* ledger.recover */
    UPDATE messages SET status = 'uncertain', reason = 'crash', settled_at = ${now}, reply = ${CRASHED}, said = ${CRASHED}
    WHERE ${unfinished} AND status = 'attempting'`).changes;

export const claimedToUncertain = (db: WriteDb, { id, now }: { id: number; now: number }): void =>
  void db.run(sql`/* ledger.recoverOne */
    UPDATE messages SET status = 'uncertain', reason = 'crash', attempts = attempts + 1, attempted_at = ${now},
      first_attempted_at = coalesce(first_attempted_at, ${now}), settled_at = ${now}, reply = ${CRASHED}, said = ${CRASHED}
    WHERE id = ${id} AND status = 'claimed'`);

const CRASHED = 'Letterpress ended before the answer of the server was written down.';
