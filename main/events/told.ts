/** Where what is told comes from: the event log, or what other tables know anyway. */
export type Stream = 'facts' | 'sent' | 'delivered' | 'refused' | 'joined' | 'edited';

/** How far a stream is read. `at` counts where time is the order, and is 0 where the ids are. */
export type Place = { at: number; id: number };

/** A fact with whom and what it names, as a feed or a webhook tells it. */
export type FeedEvent = {
  stream: Stream;
  place: Place;
  /** For the outside, and for good: an id that is given again after facts were taken back makes another one. */
  publicId: string;
  /** A word of `eventName`, or a custom one. */
  name: string;
  at: number;
  contact: { id: number; publicId: string; email: string } | null;
  /** Where they joined, of who joined. */
  membership: { publicId: string; listPublicId: string } | null;
  sendPublicId: string | null;
  campaignPublicId: string | null;
  /** Of a click. */
  url: string | null;
  data: Record<string, unknown>;
};

/** Before the id of what the event log does not have itself. */
const LETTERS = { facts: '', sent: 's', delivered: 'd', refused: 'r', joined: 'j', edited: 'e' } as const;

export const publicIdOf = ({ stream, id, at }: { stream: Stream; id: number; at: number }): string =>
  LETTERS[stream] + id.toString(36).padStart(7, '0') + at.toString(36).padStart(9, '0');

/** Which row of which stream an outer id may mean; null for none. */
export function rowOf(publicId: string): { stream: Stream; id: number } | null {
  const found = /^([a-z]?)([0-9a-z]{7})[0-9a-z]{9}$/.exec(publicId);
  const stream = (Object.keys(LETTERS) as Stream[]).find((one) => LETTERS[one] === found?.[1]);
  return found && stream ? { stream, id: Number.parseInt(found[2] ?? '', 36) } : null;
}

export type EventFilter = {
  names: readonly string[];
  /** Including this moment. */
  since?: number;
  /** Up to this moment, without it. */
  until?: number;
  /** Inner ids, as `requireContact` and the like give them. */
  contactId?: number;
  campaignId?: number;
  /** As facts that belong to no send name that campaign, in `campaign_id`. */
  campaignName?: string;
  sendId?: number;
};
