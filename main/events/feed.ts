import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ReadDb, Sql } from '../db/db.ts';
import { changeEvents, changesIn, newestSlice, type Slice, slicesAfter, slicesBefore } from './changes.report.ts';
import { areFew, factById, factIds, factsAfter, factsByIds, fewIds, newestFact } from './facts.report.ts';
import { type LedgerStream, ledgerEvents, ledgerKeysAfter, ledgerKeysBefore, QUIET_MS } from './ledger.report.ts';
import { newestOf, type PeopleStream, personEvents, personIds, personIdsAfter } from './people.report.ts';
import { firstSince } from './since.report.ts';
import { type EventFilter, type FeedEvent, type Place, rowOf, type Stream } from './told.ts';

/** Each stream with the names of its own; the event log has every other name, and of these what was decided later. */
const NAMES: Record<Exclude<Stream, 'facts'>, string> = {
  sent: 'accepted',
  delivered: 'delivered',
  refused: 'refused',
  joined: 'joined',
  gone: 'removed',
  edited: 'edited',
  changed: 'changed',
};
const isOfLedger = (stream: Stream): stream is LedgerStream =>
  stream === 'sent' || stream === 'delivered' || stream === 'refused';
const isOfPeople = (stream: Stream): stream is PeopleStream => stream === 'joined' || stream === 'gone' || stream === 'edited';

/** The streams in which something of these names may be. */
export const streamsOf = (names: readonly string[]): Stream[] => [
  'facts',
  ...(Object.keys(NAMES) as (keyof typeof NAMES)[]).filter((stream) => names.includes(NAMES[stream])),
];

/** Where somebody begins who is told what happens from now on. */
export function placeNow(db: ReadDb, stream: Stream, now: number): Place {
  if (stream === 'facts') return { at: 0, id: newestFact(db) };
  if (isOfPeople(stream)) return { at: 0, id: newestOf(db, stream) };
  if (stream === 'changed') return { at: newestSlice(db), id: Number.MAX_SAFE_INTEGER };
  return { at: now - 1 - (stream === 'delivered' ? QUIET_MS : 0), id: Number.MAX_SAFE_INTEGER };
}

/** So many facts are looked at in one go, wanted or not. */
const WINDOW = 2_000;

/** What follows a place in a stream, oldest first, and how far that goes. Of the event log only what has one of the names. */
export function newsAfter(
  db: ReadDb,
  of: { stream: Stream; after: Place; names: readonly string[]; now: number; limit: number },
): { events: FeedEvent[]; to: Place; more: boolean } {
  const { stream, after, now, limit } = of;
  if (stream === 'facts') {
    const newest = newestFact(db);
    const upTo = Math.min(after.id + WINDOW, newest);
    const events = upTo > after.id ? factsAfter(db, { ...of, after: after.id, upTo }) : [];
    const to = (events.length === limit ? events.at(-1)?.place.id : undefined) ?? Math.max(upTo, after.id);
    return { events, to: { at: 0, id: to }, more: to < newest };
  }
  if (isOfPeople(stream)) {
    const ids = personIdsAfter(db, { stream, after: after.id, limit });
    const to = { at: 0, id: ids.at(-1) ?? after.id };
    return { events: personEvents(db, { stream, ids }), to, more: ids.length === limit };
  }
  if (stream === 'changed') return changesAfter(db, { after, limit });
  // Where the clock was set back, what is settled now comes before what was read; what is told again has its old id.
  const from = after.at > now ? { at: now, id: 0 } : after;
  const keys = ledgerKeysAfter(db, { stream, after: from, now, limit });
  return { events: ledgerEvents(db, { stream, keys }), to: keys.at(-1) ?? from, more: keys.length === limit };
}

/** So many slices are looked into in one go; most hold what fills it alone. */
const SLICES = 5;

function changesAfter(
  db: ReadDb,
  { after, limit }: { after: Place; limit: number },
): { events: FeedEvent[]; to: Place; more: boolean } {
  const rest = { after: after.id, before: Number.MAX_SAFE_INTEGER, newestFirst: false };
  const began = changesIn(db, after.at, { ...rest, limit });
  const places: Place[] = began.map(({ id }) => ({ at: after.at, id }));
  const slices = slicesAfter(db, { after: after.at, limit: SLICES });
  let read = 0;
  for (; read < slices.length && places.length < limit; read++) {
    const { id: at } = slices[read] as Slice;
    for (const { id } of changesIn(db, at, { ...rest, after: -1, limit: limit - places.length })) places.push({ at, id });
  }
  // A slice in which nothing is left is behind whoever reads on.
  const last = read === 0 ? after.at : (slices[read - 1]?.id ?? after.at);
  const to = places.length === limit ? (places.at(-1) ?? after) : { at: last, id: Number.MAX_SAFE_INTEGER };
  return { events: changeEvents(db, places), to, more: places.length === limit || slices.length === SLICES };
}

/** How far back is looked on the spot; whoever has not found enough by then is answered by a worker. */
const NEAR = 2_000;
type Reads = { rows: <Found>(job: { file: string; query: Sql }) => Promise<Found[]> };
/** `when` is the time of what is not in the order of time. */
type Key = { id: number; at: number; when?: number };
/** Of each stream what its next page comes before. */
type Standing = Partial<Record<Stream, Place>>;

/**
 * A page of the feed, newest first, with the position that the next one goes on from. Each stream is walked in an order of
 * its own that what is added and removed cannot shift, and they are laid together by time; so a walk meets everything once.
 */
export async function pageEvents(
  db: ReadDb,
  options: { reads: Reads; filter: EventFilter; before?: string | null; now: number; limit: number },
): Promise<{ events: FeedEvent[]; next: string | null }> {
  const { filter, now, limit } = options;
  const standing = options.before == null ? beginning(db, streamsOf(filter.names), now) : readStanding(options.before);
  const found: { stream: Stream; key: Key; at: number }[] = [];
  for (const [stream, place] of Object.entries(standing) as [Stream, Place][]) {
    const keys = await keysBefore(db, { ...options, stream, place, limit: limit + 1 });
    const later = stream === 'delivered' ? QUIET_MS : 0;
    // Within a stream its own order holds, whatever times say.
    let at = Number.MAX_SAFE_INTEGER;
    for (const key of keys) {
      at = Math.min(at, key.when ?? key.at + later);
      found.push({ stream, key, at });
    }
  }
  found.sort((one, other) => other.at - one.at);
  const shown = found.slice(0, limit);
  const next: Standing = { ...standing };
  for (const { stream, key } of shown) next[stream] = { at: hasTwo(stream) ? key.at : 0, id: key.id };
  const events = new Map<string, FeedEvent>();
  for (const stream of Object.keys(standing) as Stream[]) {
    const keys = shown.filter((one) => one.stream === stream).map(({ key }) => key);
    for (const event of keys.length === 0 ? [] : eventsOf(db, stream, keys)) events.set(nameOf(stream, event.place), event);
  }
  return {
    events: shown.flatMap(({ stream, key }) => events.get(nameOf(stream, key)) ?? []),
    next: found.length > limit ? writeStanding(next) : null,
  };
}

/** The streams in which an id alone says nothing. */
const hasTwo = (stream: Stream): boolean => isOfLedger(stream) || stream === 'changed';
const nameOf = (stream: Stream, { at, id }: Place): string =>
  stream === 'changed' ? `${stream} ${at} ${id}` : `${stream} ${id}`;

/** The top of each stream: what comes in during a walk is not a part of it. */
const beginning = (db: ReadDb, streams: readonly Stream[], now: number): Standing =>
  Object.fromEntries(
    streams.map((stream) => {
      const { at, id } = placeNow(db, stream, now);
      return [stream, hasTwo(stream) ? { at: at + 1, id: 0 } : { at, id: id + 1 }];
    }),
  );

const writeStanding = (standing: Standing): string =>
  (Object.entries(standing) as [Stream, Place][])
    .map(([stream, { at, id }]) => `${stream[0]}${at.toString(36)}.${id.toString(36)}`)
    .join(',');

function readStanding(text: string): Standing {
  const standing: Standing = {};
  for (const stream of ['facts', ...Object.keys(NAMES)] as Stream[]) {
    const found = new RegExp(`(?:^|,)${stream[0]}([0-9a-z]+)\\.([0-9a-z]+)`).exec(text);
    if (found) standing[stream] = { at: Number.parseInt(found[1] ?? '', 36), id: Number.parseInt(found[2] ?? '', 36) };
  }
  return standing;
}

const eventsOf = (db: ReadDb, stream: Stream, keys: readonly Key[]): FeedEvent[] => {
  const ids = keys.map(({ id }) => id);
  if (stream === 'facts') return factsByIds(db, ids);
  if (stream === 'changed') return changeEvents(db, keys);
  return isOfPeople(stream) ? personEvents(db, { stream, ids }) : ledgerEvents(db, { stream, keys });
};

async function keysBefore(
  db: ReadDb,
  of: { reads: Reads; filter: EventFilter; stream: Stream; place: Place; now: number; limit: number },
): Promise<Key[]> {
  const { stream, filter, place, limit } = of;
  const far = (query: Sql) => of.reads.rows<Key>({ file: db.file, query });
  const isAbout = filter.contactId !== undefined;
  const isOfSend = filter.campaign !== undefined || filter.sendId !== undefined;
  if (isOfLedger(stream)) {
    const query = ledgerKeysBefore(filter, { stream, before: place, now: of.now, limit });
    return isOfSend || isAbout ? far(query) : db.all<Key>(query);
  }
  if ((isOfPeople(stream) || stream === 'changed') && isOfSend) return [];
  if (stream === 'changed') return changesBefore(db, of);
  if (stream === 'facts' && !isAbout && !isOfSend && areFew(db, filter)) return far(fewIds(filter, { before: place.id, limit }));
  const query = (range: { before: number; from: number; limit: number }) =>
    isOfPeople(stream) ? personIds(stream, { filter, ...range }) : factIds(filter, range);
  if (isAbout || isOfSend) return far(query({ before: place.id, from: 0, limit }));
  const near = db.all<Key>(query({ before: place.id, from: place.id - NEAR, limit }));
  const missing = limit - near.length;
  if (missing === 0 || place.id <= NEAR) return near;
  const below = place.id - NEAR;
  const from = filter.since === undefined ? 0 : firstSince(db, { stream, since: filter.since, below });
  return from < below ? [...near, ...(await far(query({ before: below, from, limit: missing })))] : near;
}

/** So many slices are looked into without others having their turn. */
const SLICES_IN_A_TURN = 5;

async function changesBefore(
  db: ReadDb,
  { reads, filter, place, limit }: { reads: Reads; filter: EventFilter; place: Place; limit: number },
): Promise<Key[]> {
  const { contactId } = filter;
  const keys: Key[] = [];
  const range =
    contactId === undefined ? { after: -1, before: Number.MAX_SAFE_INTEGER } : { after: contactId - 1, before: contactId + 1 };
  for (let upTo = place.at; keys.length < limit; ) {
    const query = slicesBefore(filter, { upTo, limit: SLICES_IN_A_TURN });
    const slices: Slice[] = contactId === undefined ? db.all<Slice>(query) : await reads.rows<Slice>({ file: db.file, query });
    for (const { id: at, at: when } of slices) {
      if (keys.length === limit) return keys;
      const top = at === place.at ? Math.min(place.id, range.before) : range.before;
      const some = changesIn(db, at, { ...range, before: top, newestFirst: true, limit: limit - keys.length });
      for (const { id } of some) keys.push({ at, id, when });
    }
    const last = slices.at(-1);
    if (!last || slices.length < SLICES_IN_A_TURN) break;
    upTo = last.id - 1;
    await nextTurn();
  }
  return keys;
}

/** What has this outer id, or null. */
export function eventByPublicId(db: ReadDb, { publicId, now }: { publicId: string; now: number }): FeedEvent | null {
  const row = rowOf(publicId);
  if (!row) return null;
  const { stream, id, at } = row;
  const event = stream === 'facts' ? factById(db, id) : (eventsOf(db, stream, [{ id, at }])[0] ?? null);
  return event?.publicId === publicId && (!isOfLedger(stream) || event.at <= now) ? event : null;
}
