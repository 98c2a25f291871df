import { type SendState, sendState } from '#shared/schema/words.ts';
import { type ReadDb, sql, type WriteDb } from '../../db/db.ts';

/** One dispatch of a campaign. */
export type Send = {
  id: number;
  publicId: string;
  campaignId: number;
  transportId: number;
  state: SendState;
  /** Why it is paused; empty when a person paused it. */
  pauseReason: string;
  /** The message as it was compiled at launch; only the one who launched knows its shape. */
  content: unknown;
  /** Messages that were meant to leave when it was launched. */
  recipients: number;
  startedAt: number;
  finishedAt: number | null;
};

type Row = {
  id: number;
  public_id: string;
  campaign_id: number;
  transport_id: number;
  state: string;
  pause_reason: string;
  content: string;
  recipients: number;
  started_at: number;
  finished_at: number | null;
};

const columns = sql`id, public_id, campaign_id, transport_id, state, pause_reason, content, recipients, started_at, finished_at`;

const toSend = (row: Row): Send => ({
  id: row.id,
  publicId: row.public_id,
  campaignId: row.campaign_id,
  transportId: row.transport_id,
  state: sendState.parse(row.state),
  pauseReason: row.pause_reason,
  content: JSON.parse(row.content),
  recipients: row.recipients,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
});

export function sendByPublicId(db: ReadDb, publicId: string): Send | null {
  const row = db.get<Row>(sql`/* sends.byPublicId */ SELECT ${columns} FROM sends WHERE public_id = ${publicId}`);
  return row ? toSend(row) : null;
}

export const insertSend = (db: WriteDb, send: Omit<Send, 'id' | 'state' | 'pauseReason' | 'recipients' | 'finishedAt'>): number =>
  db.run(sql`/* sends.insert */
    INSERT INTO sends (public_id, campaign_id, transport_id, state, content, started_at)
    VALUES (${send.publicId}, ${send.campaignId}, ${send.transportId}, 'sending', ${JSON.stringify(send.content)}, ${send.startedAt})`)
    .lastId;

export const addRecipients = (db: WriteDb, added: { sendId: number; recipients: number }): void =>
  void db.run(sql`/* sends.addRecipients */
    UPDATE sends SET recipients = recipients + ${added.recipients} WHERE id = ${added.sendId}`);

/** What little the loop asks about a send again and again. */
type SendFacts = { id: number; transportId: number; state: SendState; pauseReason: string };

export function sendFacts(db: ReadDb, id: number): SendFacts | null {
  const row = db.get<{ transport_id: number; state: string; pause_reason: string }>(
    sql`/* sends.facts */ SELECT transport_id, state, pause_reason FROM sends WHERE id = ${id}`,
  );
  return row ? { id, transportId: row.transport_id, state: sendState.parse(row.state), pauseReason: row.pause_reason } : null;
}

export const openSendsOf = (db: ReadDb, transportId: number): { id: number; state: 'sending' | 'paused' }[] =>
  db.all(sql`/* sends.openOf */
    SELECT id, state FROM sends WHERE transport_id = ${transportId} AND state IN ('sending', 'paused') ORDER BY id`);

export const sendsIn = (db: ReadDb, state: SendState): number[] =>
  db.all<{ id: number }>(sql`/* sends.in */ SELECT id FROM sends WHERE state = ${state}`).map((row) => row.id);

export function setSendState(
  db: WriteDb,
  change: { sendId: number; state: SendState; pauseReason: string; finishedAt: number | null },
): void {
  db.run(sql`/* sends.setState */
    UPDATE sends SET state = ${change.state}, pause_reason = ${change.pauseReason}, finished_at = ${change.finishedAt}
    WHERE id = ${change.sendId}`);
}
