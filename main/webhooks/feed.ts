import { sha256 } from '../base/ids.ts';
import { type FeedEvent, newsAfter, type Place } from '../events/events.ts';
import { countWaiting, insertDelivery } from './deliveries.store.ts';
import { allEndpoints, type Endpoint } from './endpoints.store.ts';
import type { WebhookOptions, WebhookStyle } from './options.ts';
import { moveTo, namesFor, placesFor } from './places.ts';

const SLICE_MS = 5;
const SLICE_EVENTS = 50;
/** With so many waiting an endpoint reads on when it has caught up; what it did not read stays where it is. */
const MOST_WAITING = 2_000;

const wants = ({ events }: Pick<Endpoint, 'events'>, type: string): boolean => events.includes('*') || events.includes(type);

type Task = { endpoint: Endpoint; style: WebhookStyle; until: number };

/**
 * Reads on for each endpoint and puts down what it is to be told, in one transaction with how far it was read: nothing is
 * lost and nothing doubled, wherever that is interrupted. It does not wait for the disk: what a power cut takes back is put
 * down again under the same ids. Says whether there is more.
 */
export function feedSlice(options: WebhookOptions): { told: number; more: boolean } {
  const { db, styles } = options;
  const until = performance.now() + SLICE_MS;
  let told = 0;
  let more = false;
  // Whoever is furthest behind comes first.
  for (const endpoint of allEndpoints(db).sort((one, other) => one.readTo - other.readTo)) {
    const style = styles.find(({ dialect }) => dialect === endpoint.dialect);
    if (!style || !endpoint.enabled || endpoint.paused) continue;
    if (performance.now() >= until) return { told, more: true };
    if (countWaiting(db, { endpointId: endpoint.id, most: MOST_WAITING }) >= MOST_WAITING) continue;
    const read = db.slice(() => readOn(options, { endpoint, style, until }));
    told += read.told;
    more ||= read.more;
  }
  return { told, more };
}

function readOn(options: WebhookOptions, task: Task): { told: number; more: boolean } {
  const { db, clock } = options;
  const { endpoint, style } = task;
  const now = clock();
  const names = namesFor(style, endpoint);
  const read = { told: 0, more: false };
  for (const [stream, after] of placesFor(db, { endpoint, style, now })) {
    if (performance.now() >= task.until) return { ...read, more: true };
    const news = newsAfter(db, { stream, after, names, now, limit: SLICE_EVENTS });
    const done = putDown(options, task, news);
    read.told += done.told;
    read.more ||= news.more || done.to !== news.to;
    if (done.to.id !== after.id || done.to.at !== after.at) moveTo(db, { endpointId: endpoint.id, stream, place: done.to });
  }
  return read;
}

/** As many as there is time for; answers how far that is. */
function putDown(
  { db, clock, workspaceId }: WebhookOptions,
  { endpoint, style, until }: Task,
  { events, to }: { events: readonly FeedEvent[]; to: Place },
): { told: number; to: Place } {
  let told = 0;
  for (const [at, event] of events.entries()) {
    for (const { type, body } of style.tell(event, { db, workspaceId }).filter(({ type }) => wants(endpoint, type)))
      told += insertDelivery(db, {
        publicId: sha256(`${endpoint.publicId} ${event.publicId} ${type}`).slice(0, 16),
        endpointId: endpoint.id,
        contactId: event.contact?.id ?? null,
        eventKey: event.publicId,
        type,
        body: JSON.stringify(body),
        now: clock(),
      });
    if (performance.now() >= until && at < events.length - 1) return { told, to: event.place };
  }
  return { told, to };
}
