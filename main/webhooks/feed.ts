import { sha256 } from '../base/ids.ts';
import type { ReadDb } from '../db/db.ts';
import { eventsAfter, type FeedEvent } from '../events/events.ts';
import { countWaiting, insertDelivery } from './deliveries.store.ts';
import { allEndpoints, type Endpoint, moveReading } from './endpoints.store.ts';
import type { WebhookOptions, WebhookStyle } from './options.ts';

const SLICE_MS = 5;
const SLICE_EVENTS = 50;
/** With so many waiting an endpoint reads on when it has caught up; what it did not read stays in the event log. */
const MOST_WAITING = 2_000;

const wants = ({ events }: Pick<Endpoint, 'events'>, type: string): boolean => events.includes('*') || events.includes(type);

/**
 * Reads the event log on for each endpoint and puts down what it is to be told, in one transaction with how far it was
 * read: nothing is lost and nothing doubled, wherever that is interrupted. It does not wait for the disk: what a power cut
 * takes back is put down again under the same ids. Says whether there is more.
 */
export function feedSlice(options: WebhookOptions): { told: number; more: boolean } {
  const { db, clock, styles, workspaceId } = options;
  const until = performance.now() + SLICE_MS;
  let told = 0;
  let more = false;
  // Whoever is furthest behind comes first.
  for (const endpoint of allEndpoints(db).sort((one, other) => one.readTo - other.readTo)) {
    const style = styles.find(({ dialect }) => dialect === endpoint.dialect);
    if (!style || !endpoint.enabled || endpoint.paused) continue;
    if (performance.now() >= until) return { told, more: true };
    if (countWaiting(db, { endpointId: endpoint.id, most: MOST_WAITING }) >= MOST_WAITING) continue;
    db.slice(() => {
      const events = eventsAfter(db, { after: endpoint.readTo, limit: SLICE_EVENTS });
      let readTo = endpoint.readTo;
      for (const event of events) {
        for (const { type, body } of wanted(db, { endpoint, style, event, workspaceId }))
          told += insertDelivery(db, {
            publicId: sha256(`${endpoint.publicId} ${event.publicId} ${type}`).slice(0, 16),
            endpointId: endpoint.id,
            contactId: event.contact?.id ?? null,
            eventKey: event.publicId,
            type,
            body: JSON.stringify(body),
            now: clock(),
          });
        readTo = event.id;
        if (performance.now() >= until) break;
      }
      if (readTo !== endpoint.readTo) moveReading(db, { id: endpoint.id, readTo });
      if (events.length === SLICE_EVENTS || readTo !== (events.at(-1)?.id ?? readTo)) more = true;
    });
  }
  return { told, more };
}

const wanted = (
  db: ReadDb,
  facts: { endpoint: Endpoint; style: WebhookStyle; event: FeedEvent; workspaceId: string },
): readonly { type: string; body: object }[] =>
  facts.style.tell(facts.event, { db, workspaceId: facts.workspaceId }).filter(({ type }) => wants(facts.endpoint, type));
