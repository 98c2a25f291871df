import { z } from 'zod';
import { dialect } from '#shared/schema/words.ts';
import { type ReadDb, sql, type WriteDb } from '../db/db.ts';

type Row = {
  id: number;
  publicId: string;
  dialect: string;
  url: string;
  events: string;
  enabled: number;
  allowPrivate: number;
  paused: string;
  failures: number;
  failingSince: number | null;
  restUntil: number;
  readTo: number;
  createdAt: number;
  updatedAt: number;
};

const columns = sql`id, public_id AS publicId, dialect, url, events, enabled, allow_private AS allowPrivate, paused, failures,
  failing_since AS failingSince, rest_until AS restUntil, read_to AS readTo, created_at AS createdAt, updated_at AS updatedAt`;
const names = z.array(z.string());

const parse = (row: Row) => ({
  ...row,
  dialect: dialect.parse(row.dialect),
  events: names.parse(JSON.parse(row.events)),
  enabled: row.enabled === 1,
  allowPrivate: row.allowPrivate === 1,
});
export type Endpoint = ReturnType<typeof parse>;

/** Newest first. */
export const allEndpoints = (db: ReadDb): Endpoint[] =>
  db.all<Row>(sql`/* webhooks.all */ SELECT ${columns} FROM webhook_endpoints ORDER BY id DESC`).map(parse);

export function endpointById(db: ReadDb, publicId: string): Endpoint | null {
  const row = db.get<Row>(sql`/* webhooks.by-id */ SELECT ${columns} FROM webhook_endpoints WHERE public_id = ${publicId}`);
  return row ? parse(row) : null;
}

export const countEndpoints = (db: ReadDb): number =>
  db.value<number>(sql`/* webhooks.count */ SELECT count(*) FROM webhook_endpoints`) ?? 0;

type Facts = Pick<Endpoint, 'publicId' | 'dialect' | 'url' | 'events' | 'enabled' | 'allowPrivate'>;

export function insertEndpoint(db: WriteDb, { facts, readTo, now }: { facts: Facts; readTo: number; now: number }): void {
  db.run(sql`/* webhooks.insert */ INSERT INTO webhook_endpoints
      (public_id, dialect, url, events, enabled, allow_private, read_to, created_at, updated_at)
    VALUES (${facts.publicId}, ${facts.dialect}, ${facts.url}, ${JSON.stringify(facts.events)}, ${facts.enabled},
      ${facts.allowPrivate}, ${readTo}, ${now}, ${now})`);
}

export function updateEndpoint(db: WriteDb, { facts, now }: { facts: Facts; now: number }): void {
  db.run(sql`/* webhooks.update */ UPDATE webhook_endpoints SET url = ${facts.url}, events = ${JSON.stringify(facts.events)},
    enabled = ${facts.enabled}, allow_private = ${facts.allowPrivate}, updated_at = ${now} WHERE public_id = ${facts.publicId}`);
}

export const deleteEndpoint = (db: WriteDb, publicId: string): void =>
  void db.run(sql`/* webhooks.delete */ DELETE FROM webhook_endpoints WHERE public_id = ${publicId}`);

export const moveReading = (db: WriteDb, to: { id: number; readTo: number }): void =>
  void db.run(sql`/* webhooks.read-to */ UPDATE webhook_endpoints SET read_to = ${to.readTo} WHERE id = ${to.id}`);

/** How it went lately; a success, or a person, begins anew. */
export const noteHealth = (
  db: WriteDb,
  health: { id: number; failures: number; failingSince: number | null; restUntil: number; paused: string },
): void =>
  void db.run(sql`/* webhooks.health */ UPDATE webhook_endpoints SET failures = ${health.failures},
    failing_since = ${health.failingSince}, rest_until = ${health.restUntil}, paused = ${health.paused} WHERE id = ${health.id}`);
