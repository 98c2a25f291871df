import { z } from 'zod';
import { type ReadDb, sql, type WriteDb } from '../db/db.ts';
import type { Place, Stream } from '../events/events.ts';

/** How far an endpoint has read of what the event log does not have itself. */
const stream = z.enum(['sent', 'delivered', 'refused', 'joined', 'gone', 'edited', 'changed']) satisfies z.ZodType<Stream>;

export const readingsOf = (db: ReadDb, endpointId: number): Map<Stream, Place> =>
  new Map(
    db
      .all<{ stream: string; at: number; id: number }>(
        sql`/* webhooks.readings */ SELECT stream, at, id FROM webhook_readings WHERE endpoint_id = ${endpointId}`,
      )
      .map((row) => [stream.parse(row.stream), { at: row.at, id: row.id }]),
  );

export const setReading = (db: WriteDb, to: { endpointId: number; stream: Stream; place: Place }): void =>
  void db.run(sql`/* webhooks.reading */ INSERT INTO webhook_readings (endpoint_id, stream, at, id)
    VALUES (${to.endpointId}, ${to.stream}, ${to.place.at}, ${to.place.id})
    ON CONFLICT (endpoint_id, stream) DO UPDATE SET at = excluded.at, id = excluded.id`);

export const removeReading = (db: WriteDb, of: { endpointId: number; stream: Stream }): void =>
  void db.run(
    sql`/* webhooks.unread */ DELETE FROM webhook_readings WHERE endpoint_id = ${of.endpointId} AND stream = ${of.stream}`,
  );
