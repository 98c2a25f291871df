import type { ReadDb } from '../../db/db.ts';
import type { FeedEvent } from '../../events/events.ts';
import { placeOf } from './event-facts.report.ts';
import { toId } from './ids.ts';
import { iso } from './subscribers.ts';

/** An event as this dialect tells it, in the feed and to webhooks. */
export type WireEvent = {
  id: string;
  type: string;
  created_at: string;
  campaign_id: string | null;
  send_id: string | null;
  subscriber_id: string | null;
  list_id: string | null;
  data: Record<string, unknown>;
};

/** The names of facts in our log for this dialect's own; a name with a dot is written to the log as it is. */
const NAMES: Record<string, string> = {
  opened: 'email.opened',
  clicked: 'email.clicked',
  bounced: 'email.bounced',
  complained: 'email.complained',
  subscribed: 'consent.granted',
  unsubscribed: 'subscriber.unsubscribed',
};
const AS_WRITTEN = [
  'campaign.created',
  'campaign.scheduled',
  'campaign.sent',
  'campaign.cancelled',
  'subscriber.created',
  'subscriber.updated',
  'subscriber.deleted',
  'consent.confirmed',
  'consent.withdrawn',
  'email.sent',
  'email.delivered',
  'send.started',
  'send.progress',
  'send.completed',
  'send.cancelled',
  'import.progress',
  'import.completed',
  'import.failed',
];

/** Every type that an event may have. */
export const eventTypes: readonly string[] = [...Object.values(NAMES), ...AS_WRITTEN].sort();

/** Under which names the log knows a type; none for a type that there is not. */
export const namesOf = (type: string): string[] => [
  ...Object.keys(NAMES).filter((name) => NAMES[name] === type),
  ...AS_WRITTEN.filter((name) => name === type),
];

/** All names in the log that this dialect can tell. */
export const knownNames: readonly string[] = [...Object.keys(NAMES), ...AS_WRITTEN];

/** Null for a fact that this dialect has no word for. */
export function wireEvent(db: ReadDb, event: FeedEvent): WireEvent | null {
  const type = NAMES[event.name] ?? (AS_WRITTEN.includes(event.name) ? event.name : null);
  if (type === null) return null;
  const listName = typeof event.data['list'] === 'string' ? event.data['list'] : null;
  const place = event.contact ? placeOf(db, { contactId: event.contact.id, listName }) : null;
  const named = {
    campaign_id: event.campaignPublicId && toId('cmp', event.campaignPublicId),
    // A send is known by its campaign, which has one: so it has its id before it has begun.
    send_id: event.campaignPublicId && toId('snd', event.campaignPublicId),
    subscriber_id: place && toId('sub', place.subscriberId),
    list_id: place && toId('lst', place.listId),
  };
  const known = Object.entries(named).filter(([, id]) => id !== null);
  return {
    id: toId('evt', event.publicId),
    type,
    created_at: iso(event.at),
    ...named,
    data: { ...Object.fromEntries(known), ...(event.contact ? { email: event.contact.email } : {}), ...dataOf(event, type) },
  };
}

function dataOf({ name, data, url }: FeedEvent, type: string): Record<string, unknown> {
  if (name === type) return data;
  if (name === 'clicked') return { url, user_agent: data['agent'] ?? null };
  if (name === 'opened') return { user_agent: data['agent'] ?? null };
  if (name === 'bounced')
    return { bounce_type: data['permanent'] ? 'hard' : 'soft', reason: data['words'] ?? data['reason'] ?? '' };
  if (name === 'complained') return { feedback_type: 'abuse' };
  if (name === 'unsubscribed') return { reason: data['how'] ?? null };
  return { consent_source: data['by'] ?? null };
}
