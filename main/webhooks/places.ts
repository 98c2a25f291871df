import type { WriteDb } from '../db/db.ts';
import { type Place, placeNow, type Stream, streamsOf } from '../events/events.ts';
import { type Endpoint, moveReading } from './endpoints.store.ts';
import type { WebhookStyle } from './options.ts';
import { readingsOf, removeReading, setReading } from './readings.store.ts';

/** The names in the feed of what an endpoint wants to be told. */
export const namesFor = (style: WebhookStyle, { events }: Pick<Endpoint, 'events'>): string[] => [
  ...new Set((events.includes('*') ? style.types : events).flatMap((type) => style.namesOf(type))),
];

/**
 * From where an endpoint reads each stream that has something for it. What it begins to want, it is told from now on; with
 * `anew` that is so of everything. Call in a transaction.
 */
export function placesFor(
  db: WriteDb,
  of: { endpoint: Pick<Endpoint, 'id' | 'events' | 'readTo'>; style: WebhookStyle; now: number; anew?: boolean },
): [Stream, Place][] {
  const { endpoint, style, now, anew = false } = of;
  const wanted = streamsOf(namesFor(style, endpoint));
  const known = readingsOf(db, endpoint.id);
  for (const stream of known.keys()) if (!wanted.includes(stream)) removeReading(db, { endpointId: endpoint.id, stream });
  return wanted.map((stream): [Stream, Place] => {
    const had = stream === 'facts' ? { at: 0, id: endpoint.readTo } : known.get(stream);
    if (had && !anew) return [stream, had];
    const place = placeNow(db, stream, now);
    moveTo(db, { endpointId: endpoint.id, stream, place });
    return [stream, place];
  });
}

export const moveTo = (db: WriteDb, to: { endpointId: number; stream: Stream; place: Place }): void =>
  to.stream === 'facts' ? moveReading(db, { id: to.endpointId, readTo: to.place.id }) : setReading(db, to);
