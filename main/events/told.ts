/** Where what is told comes from: the event log, or what other tables know anyway. */
export type Stream = 'facts' | 'sent' | 'delivered' | 'refused' | 'joined' | 'gone' | 'edited' | 'changed';

/**
 * How far a stream is read. `at` counts where time is the order, and is 0 where the ids are. Of what was changed of many it is the
 * slice, and the id is whose change it is.
 */
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
  /** Where they joined or were, of who joined or is gone. */
  membership: { publicId: string; listPublicId: string } | null;
  sendPublicId: string | null;
  campaignPublicId: string | null;
  /** Of a click. */
  url: string | null;
  data: Record<string, unknown>;
};

/** Before the id of what the event log does not have itself. */
const LETTERS = {
  facts: '',
  sent: 's',
  delivered: 'd',
  refused: 'r',
  joined: 'j',
  gone: 'g',
  edited: 'e',
  changed: 'c',
} as const;

export const publicIdOf = ({ stream, id, at }: { stream: Stream; id: number; at: number }): string =>
  LETTERS[stream] + id.toString(36).padStart(7, '0') + at.toString(36).padStart(9, '0');

/** Which row of which stream an outer id may mean; null for none. */
export function rowOf(publicId: string): { stream: Stream; id: number; at: number } | null {
  const found = /^([a-z]?)([0-9a-z]{7})([0-9a-z]{9})$/.exec(publicId);
  const stream = (Object.keys(LETTERS) as Stream[]).find((one) => LETTERS[one] === found?.[1]);
  if (!found || !stream) return null;
  return { stream, id: Number.parseInt(found[2] ?? '', 36), at: Number.parseInt(found[3] ?? '', 36) };
}

export type EventFilter = {
  names: readonly string[];
  /** Including this moment. */
  since?: number;
  /** Up to this moment, without it. */
  until?: number;
  /** Inner ids, as `requireContact` and the like give them. */
  contactId?: number;
  campaign?: { id: number; publicId: string };
  sendId?: number;
};
