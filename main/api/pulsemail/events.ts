import { z } from 'zod';
import type { ReadDb } from '../../db/db.ts';
import type { FeedEvent } from '../../events/events.ts';
import { type Place, placeOf } from './event-facts.report.ts';
import { toId } from './ids.ts';
import { iso, isoOrNull } from './iso.ts';

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

/** The names of the feed for this dialect's own; a name with a dot is written to the log as it is. */
const NAMES: Record<string, string> = {
  accepted: 'email.sent',
  delivered: 'email.delivered',
  refused: 'email.bounced',
  opened: 'email.opened',
  clicked: 'email.clicked',
  bounced: 'email.bounced',
  complained: 'email.complained',
  joined: 'subscriber.created',
  restored: 'subscriber.created',
  edited: 'subscriber.updated',
  changed: 'subscriber.updated',
  removed: 'subscriber.deleted',
  subscribed: 'consent.granted',
  unsubscribed: 'subscriber.unsubscribed',
};
const AS_WRITTEN = [
  'campaign.created',
  'campaign.scheduled',
  'campaign.sent',
  'campaign.cancelled',
  'send.started',
  'send.progress',
  'send.completed',
  'send.cancelled',
  'import.progress',
  'import.completed',
  'import.failed',
];

/** Every type that an event may have. */
export const eventTypes: readonly string[] = [...new Set([...Object.values(NAMES), ...AS_WRITTEN])].sort();

/** Under which names the feed knows a type; none for a type that there is not. */
export const namesOf = (type: string): string[] => [
  ...Object.keys(NAMES).filter((name) => NAMES[name] === type),
  ...AS_WRITTEN.filter((name) => name === type),
];

/** All names in the feed that this dialect can tell. */
export const knownNames: readonly string[] = [...Object.keys(NAMES), ...AS_WRITTEN];

/** Null for a fact that this dialect has no word for. */
export function wireEvent(db: ReadDb, event: FeedEvent): WireEvent | null {
  const type = NAMES[event.name] ?? (AS_WRITTEN.includes(event.name) ? event.name : null);
  if (type === null) return null;
  const { name } = event;
  const place = placeFor(db, event);
  const named = {
    campaign_id: event.campaignPublicId && toId('cmp', event.campaignPublicId),
    // A send is known by its campaign, which has one: so it has its id before it has begun, and a mere draft has none.
    send_id: event.campaignPublicId && name !== 'campaign.created' ? toId('snd', event.campaignPublicId) : null,
    subscriber_id: place && toId('sub', place.subscriberId),
    list_id: place ? toId('lst', place.listId) : idIn(event.data, 'list_id'),
  };
  const known = Object.entries(named).filter(([, id]) => id !== null);
  return {
    id: toId('evt', event.publicId),
    type,
    created_at: iso(event.at),
    ...named,
    data: {
      ...Object.fromEntries(known),
      ...(event.contact ? { email: event.contact.email } : {}),
      ...dataOf(event, type, place),
    },
  };
}

/** What is told of imports names their list as this dialect does. */
const idIn = (data: Record<string, unknown>, name: string): string | null => {
  const id = data[name];
  return typeof id === 'string' ? id : null;
};

/** Where a fact of a membership has it itself, nothing more is looked up. */
type Known = Pick<Place, 'subscriberId' | 'listId'> & Partial<Place>;

function placeFor(db: ReadDb, { contact, membership, data }: FeedEvent): Known | null {
  if (membership) return { subscriberId: membership.publicId, listId: membership.listPublicId };
  const listName = typeof data['list'] === 'string' ? data['list'] : null;
  return contact ? placeOf(db, { contactId: contact.id, listName }) : null;
}

const STATUSES: Record<string, string> = {
  'campaign.created': 'draft',
  'campaign.scheduled': 'scheduled',
  'campaign.sent': 'sent',
  'campaign.cancelled': 'cancelled',
};
const isoIn = (data: Record<string, unknown>, name: string): string | null => {
  const at = data[name];
  return typeof at === 'number' ? iso(at) : null;
};

function dataOf({ name, data, url }: FeedEvent, type: string, place: Known | null): Record<string, unknown> {
  const status = STATUSES[name];
  if (status) return { status, ...(name === 'campaign.scheduled' ? { scheduled_at: isoIn(data, 'scheduledAt') } : {}) };
  if (name.startsWith('send.')) return progressOf(name, data);
  if (name === type) return data;
  if (name === 'accepted' || name === 'delivered' || name === 'removed') return {};
  if (name === 'joined' || name === 'restored') return { consent_source: data['source'] ?? null };
  if (name === 'edited' || name === 'changed') return { changes: changesOf(data) };
  if (name === 'clicked') return { url, user_agent: data['agent'] ?? null };
  if (name === 'opened') return { user_agent: data['agent'] ?? null };
  if (name === 'bounced' || name === 'refused')
    return { bounce_type: data['permanent'] ? 'hard' : 'soft', reason: data['words'] || data['reason'] || '' };
  if (name === 'complained') return { feedback_type: 'abuse' };
  if (name === 'unsubscribed') return { reason: data['how'] ?? null };
  // Of somebody who is not in that list any more it is only known how they came in.
  const there = place?.listName === data['list'] ? place : null;
  return { consent_source: there?.consentSource || (data['by'] ?? null), consent_at: isoOrNull(there?.consentAt ?? null) };
}

const counted = z.record(z.string(), z.number());

/** How far a send is, in the words of a send. */
function progressOf(name: string, data: Record<string, unknown>): Record<string, unknown> {
  if (name === 'send.started') return { progress: 0 };
  const counts = counted.catch({}).parse(data['counts']);
  const of = (...statuses: string[]) => statuses.reduce((sum, status) => sum + (counts[status] ?? 0), 0);
  const waiting = of('pending', 'claimed', 'attempting', 'deferred');
  return {
    ...(name === 'send.cancelled' ? {} : { progress: name === 'send.completed' ? 100 : data['progress'] }),
    counts: {
      queued: name === 'send.cancelled' ? 0 : waiting,
      sent: of('accepted', 'uncertain'),
      bounced: of('refused'),
      ...(name === 'send.cancelled' ? { cancelled: waiting + of('skipped') } : { failed: of('skipped') }),
    },
  };
}

const WORDS: Record<string, string> = { firstName: 'first_name', lastName: 'last_name' };

/** Of each value what it was and what it is. */
function changesOf(data: Record<string, unknown>): Record<string, unknown> {
  const { fields = {}, ...own } = data;
  const named = Object.entries(own).map(([name, change]) => [WORDS[name] ?? name, change]);
  return Object.fromEntries([...named, ...Object.entries(z.record(z.string(), z.unknown()).parse(fields))]);
}
