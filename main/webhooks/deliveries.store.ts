import { z } from 'zod';
import { type ReadDb, sql, sqlJoin, sqlList, type WriteDb } from '../db/db.ts';

const status = z.enum(['pending', 'succeeded', 'failed']);
export type DeliveryStatus = z.infer<typeof status>;

type Row = {
  id: number;
  publicId: string;
  endpointId: number;
  eventKey: string;
  type: string;
  status: string;
  attempts: number;
  dueAt: number;
  createdAt: number;
  triedAt: number | null;
  endedAt: number | null;
  durationMs: number | null;
  responseStatus: number | null;
  error: string;
  replayOf: string | null;
  masked: number;
};

const columns = sql`id, public_id AS publicId, endpoint_id AS endpointId, event_key AS eventKey, type, status, attempts,
  due_at AS dueAt, created_at AS createdAt, tried_at AS triedAt, ended_at AS endedAt, duration_ms AS durationMs,
  response_status AS responseStatus, error, replay_of AS replayOf, masked`;

type Told<Some extends Row> = Omit<Some, 'status' | 'masked'> & { status: DeliveryStatus; masked: boolean };
const parse = <Some extends Row>(row: Some): Told<Some> => ({
  ...row,
  status: status.parse(row.status),
  masked: row.masked === 1,
});
/** `masked`: what was said is no longer there to the letter. */
export type Delivery = Told<Row>;
export type WholeDelivery = Told<Row & { body: string; responseBody: string }>;

/** Puts down what an endpoint is to be told; what it was told already is not put down again. */
export const insertDelivery = (
  db: WriteDb,
  told: {
    publicId: string;
    endpointId: number;
    contactId: number | null;
    eventKey: string;
    type: string;
    body: string;
    now: number;
  },
): number =>
  db.run(sql`/* webhooks.tell */ INSERT INTO webhook_deliveries
      (public_id, endpoint_id, contact_id, event_key, type, body, status, due_at, created_at)
    VALUES (${told.publicId}, ${told.endpointId}, ${told.contactId}, ${told.eventKey}, ${told.type}, ${told.body}, 'pending',
      ${told.now}, ${told.now}) ON CONFLICT (endpoint_id, event_key, type) WHERE replay_of IS NULL DO NOTHING`).changes;

/** What an endpoint is told next: whatever has waited longest beyond its time. */
export function nextDue(db: ReadDb, { endpointId, now }: { endpointId: number; now: number }): WholeDelivery | null {
  const row = db.get<Row & { body: string; responseBody: string }>(sql`/* webhooks.next-due */
    SELECT ${columns}, body, response_body AS responseBody FROM webhook_deliveries
    WHERE endpoint_id = ${endpointId} AND status = 'pending' AND due_at <= ${now} ORDER BY due_at, id LIMIT 1`);
  return row ? parse(row) : null;
}

/** When the next one of an endpoint is due; null for none. */
export const nextDueAt = (db: ReadDb, endpointId: number): number | null =>
  db.value<number | null>(sql`/* webhooks.due-at */
    SELECT min(due_at) FROM webhook_deliveries WHERE endpoint_id = ${endpointId} AND status = 'pending'`) ?? null;

/** How many wait, counted up to `most`. */
export const countWaiting = (db: ReadDb, { endpointId, most }: { endpointId: number; most: number }): number =>
  db.value<number>(sql`/* webhooks.waiting */ SELECT count(*) FROM
    (SELECT 1 FROM webhook_deliveries WHERE endpoint_id = ${endpointId} AND status = 'pending' LIMIT ${most})`) ?? 0;

/** Before it is called: an attempt that a crash cuts off counts, and is made again when the lease is over. */
export const beginAttempt = (db: WriteDb, { id, now }: { id: number; now: number }): void =>
  void db.run(sql`/* webhooks.attempt */ UPDATE webhook_deliveries
    SET attempts = attempts + 1, tried_at = ${now}, due_at = ${now + LEASE_MS} WHERE id = ${id}`);

export const settleAttempt = (
  db: WriteDb,
  outcome: {
    id: number;
    status: DeliveryStatus;
    dueAt: number;
    endedAt: number | null;
    durationMs: number;
    responseStatus: number | null;
    responseBody: string;
    error: string;
  },
): void =>
  void db.run(sql`/* webhooks.settle */ UPDATE webhook_deliveries SET status = ${outcome.status}, due_at = ${outcome.dueAt},
    ended_at = ${outcome.endedAt}, duration_ms = ${outcome.durationMs}, response_status = ${outcome.responseStatus},
    response_body = ${outcome.responseBody}, error = ${outcome.error} WHERE id = ${outcome.id}`);

/** An attempt that was broken off because the program ends; it counts for nothing. */
export const takeBackAttempt = (db: WriteDb, { id, now }: { id: number; now: number }): void =>
  void db.run(
    sql`/* webhooks.unattempt */ UPDATE webhook_deliveries SET attempts = attempts - 1, due_at = ${now} WHERE id = ${id}`,
  );

/** How long a call may last at most: until then nobody begins it again, and what a crash cut off is due again after it. */
const LEASE_MS = 30_000;

/** All that waits is due now, but for what is being said at this moment: that is due at the end of its lease. */
export const makeDue = (db: WriteDb, { endpointId, now }: { endpointId: number; now: number }): void =>
  void db.run(sql`/* webhooks.make-due */ UPDATE webhook_deliveries SET due_at = ${now}
    WHERE endpoint_id = ${endpointId} AND status = 'pending' AND due_at > ${now} AND due_at IS NOT tried_at + ${LEASE_MS}`);

/** Newest first; `before` is the inner id of the last of the page before. */
export const pageDeliveries = (
  db: ReadDb,
  page: { endpointId: number; status?: DeliveryStatus | undefined; before: number | null; limit: number },
): Delivery[] => {
  const rules = [sql`endpoint_id = ${page.endpointId}`];
  if (page.before !== null) rules.push(sql`id < ${page.before}`);
  if (page.status) rules.push(sql`status = ${page.status}`);
  return db
    .all<Row>(
      sql`/* webhooks.deliveries */ SELECT ${columns} FROM webhook_deliveries
        WHERE ${sqlJoin(rules, ' AND ')} ORDER BY id DESC LIMIT ${page.limit}`,
    )
    .map(parse);
};

export function deliveryById(db: ReadDb, publicId: string): WholeDelivery | null {
  const row = db.get<Row & { body: string; responseBody: string }>(sql`/* webhooks.delivery */
    SELECT ${columns}, body, response_body AS responseBody FROM webhook_deliveries WHERE public_id = ${publicId}`);
  return row ? parse(row) : null;
}

/** Where a replay begins: before the first delivery since a moment. */
export const lastBefore = (db: ReadDb, since: number): number =>
  (db.value<number>(sql`/* webhooks.first-since */ SELECT id FROM webhook_deliveries
    WHERE created_at >= ${since} ORDER BY created_at, id LIMIT 1`) ?? 1) - 1;

/** Says the deliveries again, word for word, whose ids are above `after` and up to `upTo`; how many. */
export function replaySlice(
  db: WriteDb,
  slice: {
    endpointId: number;
    after: number;
    upTo: number;
    since: number;
    types: readonly string[] | null;
    failedOnly: boolean;
    now: number;
  },
): number {
  const rules = [
    sql`endpoint_id = ${slice.endpointId}`,
    sql`id > ${slice.after}`,
    sql`id <= ${slice.upTo}`,
    sql`created_at >= ${slice.since}`,
    sql`replay_of IS NULL`,
    sql`masked = 0`,
  ];
  if (slice.types) rules.push(sql`type IN ${sqlList(slice.types)}`);
  if (slice.failedOnly) rules.push(sql`status = 'failed'`);
  return db.run(sql`/* webhooks.replay */ INSERT INTO webhook_deliveries
      (public_id, endpoint_id, contact_id, event_key, type, body, status, due_at, created_at, replay_of)
    SELECT lower(hex(randomblob(8))), endpoint_id, contact_id, event_key, type, body, 'pending', ${slice.now}, ${slice.now}, public_id
    FROM webhook_deliveries INDEXED BY webhook_deliveries_of_endpoint WHERE ${sqlJoin(rules, ' AND ')} ORDER BY id`).changes;
}

/** One delivery said again; the id of the new one. */
export function replayDelivery(db: WriteDb, { id, now }: { id: number; now: number }): string {
  const row = db.get<{ publicId: string }>(sql`/* webhooks.replay-one */ INSERT INTO webhook_deliveries
      (public_id, endpoint_id, contact_id, event_key, type, body, status, due_at, created_at, replay_of)
    SELECT lower(hex(randomblob(8))), endpoint_id, contact_id, event_key, type, body, 'pending', ${now}, ${now},
      coalesce(replay_of, public_id)
    FROM webhook_deliveries WHERE id = ${id} RETURNING public_id AS publicId`);
  if (!row) throw new Error('A delivery that was just read is gone.');
  return row.publicId;
}

export const lastDeliveryId = (db: ReadDb): number =>
  db.value<number>(sql`/* webhooks.last-delivery */ SELECT coalesce(max(id), 0) FROM webhook_deliveries`) ?? 0;

/** Up to `limit` that ended before a moment and are still there to the letter. */
export const toMask = (
  db: ReadDb,
  { before, limit }: { before: number; limit: number },
): { id: number; body: string; responseBody: string }[] =>
  db.all(sql`/* webhooks.to-mask */ SELECT id, body, response_body AS responseBody FROM webhook_deliveries
    INDEXED BY webhook_deliveries_to_mask WHERE masked = 0 AND status <> 'pending' AND ended_at < ${before}
    ORDER BY ended_at LIMIT ${limit}`);

export const maskDelivery = (db: WriteDb, to: { id: number; body: string; responseBody: string }): void =>
  void db.run(sql`/* webhooks.mask */ UPDATE webhook_deliveries SET body = ${to.body}, response_body = ${to.responseBody}, masked = 1
    WHERE id = ${to.id}`);

/** Forgets up to `limit` deliveries that are older than the log goes, or that ended and are too many; how many. */
export const forgetDeliveries = (db: WriteDb, { before, keep, limit }: { before: number; keep: number; limit: number }): number =>
  db.run(sql`/* webhooks.forget */ DELETE FROM webhook_deliveries WHERE id IN
    (SELECT id FROM webhook_deliveries ORDER BY id LIMIT ${limit}) AND (created_at < ${before} OR
      (status <> 'pending' AND id <= (SELECT max(id) FROM webhook_deliveries) - ${keep}))`).changes;

/** So many of each outcome since a moment. */
export const countOutcomes = (db: ReadDb, { since, until }: { since: number; until: number }): Record<DeliveryStatus, number> => {
  const counts = { pending: 0, succeeded: 0, failed: 0 };
  const rows = db.all<{ status: string; count: number }>(sql`/* webhooks.outcomes */ SELECT status, count(*) AS count
    FROM webhook_deliveries WHERE created_at >= ${since} AND created_at < ${until} GROUP BY status`);
  for (const row of rows) counts[status.parse(row.status)] = row.count;
  return counts;
};
