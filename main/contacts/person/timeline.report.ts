import { z } from 'zod';
import type { TimelineEntry, TimelineKind } from '#shared/rpc/person.ts';
import { type ReadDb, type Sql, sql, sqlJoin, sqlList } from '../../db/db.ts';
import { editsById, type PersonChange } from '../people/edits.store.ts';
import { changeWords } from '../people/person-changes.ts';

const facts = z
  .object({ list: z.string(), by: z.string(), how: z.string(), file: z.string(), url: z.string() })
  .partial()
  .catch({});

/** Which names of events are of which kind; every other name is one that a script made up. */
const kindOfEvent: Record<string, TimelineKind> = {
  opened: 'opens',
  clicked: 'clicks',
  bounced: 'returns',
  complained: 'returns',
  replied: 'returns',
  answered: 'returns',
  subscribed: 'lists',
  unsubscribed: 'lists',
  // The message itself tells of it.
  accepted: 'mail',
};
const named = Object.keys(kindOfEvent);

/** An entry before it is read: `s` says from where, in the order of steps that happened at one moment. */
type Key = { at: number; s: number; id: number };
const MESSAGE = 1;
const EVENT = 2;
const EDIT = 3;

/** A change that the work which made it tells of, an import or a bulk edit: `s` is 4 or more, `id` a number within it. */
export type ToldChange = Key & { text: string; change: PersonChange };

/** Of a message that was accepted, its own row tells; the event is left out beside it. */
const toldOnce = sql`NOT (name = 'accepted' AND message_id IS NOT NULL)`;
const messageAt = sql`coalesce(settled_at, attempted_at, created_at)`;

function eventKeys(contactId: number, kind: TimelineKind | null): Sql {
  const names = named.filter((name) => kindOfEvent[name] === kind);
  const only =
    kind === null ? sql`` : kind === 'other' ? sql`AND name NOT IN ${sqlList(named)}` : sql`AND name IN ${sqlList(names)}`;
  return sql`SELECT at, ${EVENT} AS s, id FROM events WHERE contact_id = ${contactId} AND ${toldOnce} ${only}`;
}

const messageKeys = (contactId: number): Sql =>
  sql`SELECT ${messageAt} AS at, ${MESSAGE} AS s, id FROM messages WHERE contact_id = ${contactId}`;

const editKeys = (contactId: number): Sql => sql`SELECT at, ${EDIT} AS s, id FROM contact_edits WHERE contact_id = ${contactId}`;

type Page = {
  contact: { id: number; createdAt: number };
  kind: TimelineKind | null;
  after: string | null;
  limit: number;
  /** What else is known to have changed, in no order. */
  told?: readonly ToldChange[];
};

/** A page of what happened with a contact, the newest first. `after` is what the page before ended with. */
export function timelineOf(
  db: ReadDb,
  { contact, kind, after, limit, told = [] }: Page,
): { entries: TimelineEntry[]; next: string | null } {
  const from = cursor(after);
  const changes = kind === null || kind === 'changes';
  const parts = kind === 'changes' ? [] : [eventKeys(contact.id, kind)];
  if (kind === null || kind === 'mail') parts.push(messageKeys(contact.id));
  if (changes) parts.push(editKeys(contact.id));
  const stored = db.all<Key>(
    sql`/* contacts.timeline-keys */ SELECT at, s, id FROM (${sqlJoin(parts, ' UNION ALL ')})
      WHERE (at, s, id) < (${from.at}, ${from.s}, ${from.id}) ORDER BY at DESC, s DESC, id DESC LIMIT ${limit + 1}`,
  );
  const others = changes ? told.filter((key) => inTurn(from, key) < 0) : [];
  const keys = [...stored, ...others].sort(inTurn).slice(0, limit + 1);
  const shown = keys.slice(0, limit);
  const known = new Map([
    ...eventsOf(db, idsOf(shown, EVENT)),
    ...messagesOf(db, idsOf(shown, MESSAGE)),
    ...handEdits(db, idsOf(shown, EDIT)),
    ...others.map((one): Told => [nameOf(one), changeEntry(db, one)]),
  ]);
  const entries = shown.flatMap((key) => known.get(nameOf(key)) ?? []);
  const last = shown.at(-1);
  if (keys.length > limit && last) return { entries, next: `${last.at}.${last.s}.${last.id}` };
  if (changes) entries.push(becameContact(contact.createdAt, importOf(db, contact)));
  return { entries, next: null };
}

const nameOf = ({ s, id }: Key): string => `${s}-${id}`;
/** The newest first. */
const inTurn = (a: Key, b: Key): number => b.at - a.at || b.s - a.s || b.id - a.id;

const handEdits = (db: ReadDb, ids: readonly number[]): Told[] =>
  editsById(db, ids).map(({ id, at, by, change }) => {
    const key = { at, s: EDIT, id };
    return [nameOf(key), changeEntry(db, { ...key, text: by === 'hand' ? 'Changed by hand' : 'Changed by a script', change })];
  });

const changeEntry = (db: ReadDb, { s, id, at, text, change }: ToldChange): TimelineEntry => ({
  ...{ id: `c${s}-${id}`, at, kind: 'changes', name: 'changed', text },
  ...{ detail: changeWords(db, change), url: null, campaignId: null },
});

/** How many entries there are of each kind. */
export function countTimeline(
  db: ReadDb,
  { contactId, told = 0 }: { contactId: number; told?: number },
): Partial<Record<TimelineKind, number>> {
  const counts: Partial<Record<TimelineKind, number>> = {};
  const add = (kind: TimelineKind, count: number) => {
    if (count > 0) counts[kind] = (counts[kind] ?? 0) + count;
  };
  const rows = db.all<{ name: string; count: number }>(
    sql`/* contacts.timeline-count */ SELECT name, count(*) AS count FROM events
      WHERE contact_id = ${contactId} AND ${toldOnce} GROUP BY name`,
  );
  for (const { name, count } of rows) add(kindOfEvent[name] ?? 'other', count);
  add(
    'mail',
    db.value<number>(sql`/* contacts.timeline-mail */ SELECT count(*) AS count FROM messages WHERE contact_id = ${contactId}`) ??
      0,
  );
  const edits = db.value<number>(
    sql`/* contacts.timeline-edits */ SELECT count(*) AS count FROM contact_edits WHERE contact_id = ${contactId}`,
  );
  add('changes', 1 + told + (edits ?? 0));
  return counts;
}

const LATEST: Key = { at: Number.MAX_SAFE_INTEGER, s: 0, id: 0 };

function cursor(text: string | null): Key {
  const [at = Number.NaN, s = 0, id = 0] = (text ?? '').split('.').map(Number);
  return text === null || !Number.isSafeInteger(at) ? LATEST : { at, s, id };
}

const idsOf = (keys: readonly Key[], source: number): number[] => keys.filter(({ s }) => s === source).map(({ id }) => id);

/** The file that brought a contact in; null if none did. */
const importOf = (db: ReadDb, { id, createdAt }: { id: number; createdAt: number }): string | null =>
  db.value<string>(
    sql`/* contacts.imported-by */ SELECT i.file_name FROM imports i JOIN import_slices s ON s.import_id = i.id
      WHERE i.started_at = ${createdAt} AND ${id} BETWEEN s.first_contact AND s.last_contact LIMIT 1`,
  ) ?? null;

const becameContact = (at: number, file: string | null): TimelineEntry => ({
  ...{ id: 'created', at, kind: 'changes', name: 'created', text: 'Became a contact' },
  ...{ detail: file === null ? '' : `By an import of ${file}` },
  ...{ url: null, campaignId: null },
});

type Told = [key: string, entry: TimelineEntry];
type EventRow = {
  id: number;
  at: number;
  name: string;
  data: string;
  campaignId: string | null;
  campaign: string | null;
  url: string | null;
  words: string | null;
};

const eventsOf = (db: ReadDb, ids: readonly number[]): Told[] =>
  db
    .all<EventRow>(
      sql`/* contacts.timeline-events */ SELECT e.id, e.at, e.name, e.data, ca.public_id AS campaignId, ca.name AS campaign, l.url,
          (SELECT ev.words FROM evidence ev WHERE ev.message_id = e.message_id AND ev.what = e.name ORDER BY ev.at DESC LIMIT 1) AS words
        FROM events e LEFT JOIN sends s ON s.id = e.send_id LEFT JOIN campaigns ca ON ca.id = s.campaign_id
          LEFT JOIN links l ON l.id = e.link_id
        WHERE e.id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
    )
    .map((row) => {
      const data = facts.parse(JSON.parse(row.data));
      const entry: TimelineEntry = {
        id: `e${row.id}`,
        at: row.at,
        kind: kindOfEvent[row.name] ?? 'other',
        name: row.name,
        text: eventText(row, data),
        detail: row.words || (Object.hasOwn(kindOfEvent, row.name) ? '' : ownWords(row.data)),
        url: row.name === 'clicked' ? (row.url ?? data.url ?? null) : null,
        campaignId: row.campaignId,
      };
      return [`${EVENT}-${row.id}`, entry];
    });

/** What a script said about an event of its own, shortly. */
const ownWords = (data: string): string => (data === '{}' ? '' : data.slice(0, 300));

/** How a person themselves decided, as the event log calls it. */
const WAYS: Record<string, string> = {
  'preference page': ' on the preference page',
  'confirmation link': ' by the link in a confirmation mail',
};

function eventText(row: EventRow, { list, by, how, file }: z.infer<typeof facts>): string {
  const campaign = row.campaign === null ? 'a message' : `“${row.campaign}”`;
  const source = by === 'import' ? ` by an import${file ? ` of ${file}` : ''}` : (WAYS[by ?? how ?? ''] ?? '');
  switch (row.name) {
    case 'subscribed':
      return `Subscribed to ${list ? `“${list}”` : 'a list'}${source}`;
    case 'unsubscribed':
      if (list) return `Unsubscribed from “${list}”${source}`;
      return `Asked for no more mail through ${campaign}${how ? ` (${how})` : ''}`;
    case 'opened':
      return `Opened ${campaign}`;
    case 'clicked':
      return `Clicked in ${campaign}`;
    case 'bounced':
      return `${sentence(campaign)} came back`;
    case 'complained':
      return `Marked ${campaign} as spam`;
    case 'replied':
      return `Replied to ${campaign}`;
    case 'answered':
      return `Answered ${campaign} automatically`;
    case 'accepted':
      return `Was sent ${campaign}`;
    default:
      return row.name;
  }
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

type MessageRow = {
  id: number;
  at: number;
  kind: string;
  status: string;
  reason: string;
  reply: string;
  campaignId: string | null;
  campaign: string | null;
};

const messagesOf = (db: ReadDb, ids: readonly number[]): Told[] =>
  db
    .all<MessageRow>(
      sql`/* contacts.timeline-messages */ SELECT m.id, coalesce(m.settled_at, m.attempted_at, m.created_at) AS at, m.kind, m.status, m.reason,
          m.reply, ca.public_id AS campaignId, ca.name AS campaign
        FROM messages m LEFT JOIN sends s ON s.id = m.send_id LEFT JOIN campaigns ca ON ca.id = s.campaign_id
        WHERE m.id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
    )
    .map((row) => [
      `${MESSAGE}-${row.id}`,
      {
        id: `m${row.id}`,
        at: row.at,
        kind: 'mail',
        name: row.status,
        text: messageText(row),
        detail: row.status === 'accepted' ? '' : row.reply || row.reason,
        url: null,
        campaignId: row.campaignId,
      },
    ]);

function messageText({ kind, status, campaign }: MessageRow): string {
  const what = campaign === null ? `A ${kind} message` : `“${campaign}”`;
  switch (status) {
    case 'accepted':
      return `${what} was accepted`;
    case 'refused':
      return `${what} was refused`;
    case 'deferred':
      return `${what} is deferred`;
    case 'uncertain':
      return `${what}: whether it arrived is uncertain`;
    case 'skipped':
      return `${what} was skipped`;
    default:
      return `${what} is waiting to be sent`;
  }
}
