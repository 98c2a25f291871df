import { afterEach, beforeEach, expect, it } from 'vitest';
import { createContact, describeContact, isSuppressed, suppress } from '../contacts/contacts.ts';
import { sql, type WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import {
  changeListSettings,
  choosePreferences,
  createList,
  membershipsOf,
  setMembership,
  shownPreferences,
  unsubscribe,
} from './lists.ts';

const now = 1_700_000_000_000;
let db: WriteDb;
let close: () => void;
let anna: number;
let publicId: string;
let message: { messageId: number; sendId: number };
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
  ({ id: anna, publicId } = createContact(db, { email: 'anna@x.example', now }));
  const transport = db.run(
    sql`INSERT INTO transports (public_id, kind, name, settings, created_at, updated_at) VALUES ('t', 'inbox', 'Inbox', '{}', 1, 1)`,
  ).lastId;
  const campaign = db.run(
    sql`INSERT INTO campaigns (public_id, name, document, audience, created_at, updated_at) VALUES ('k', 'News', '{}', '{}', 1, 1)`,
  ).lastId;
  const sendId = db.run(sql`INSERT INTO sends (public_id, campaign_id, transport_id, state, content, started_at)
    VALUES ('s', ${campaign}, ${transport}, 'finished', '{}', 1)`).lastId;
  const messageId =
    db.run(sql`INSERT INTO messages (send_id, transport_id, kind, contact_id, email, email_key, status, created_at)
    VALUES (${sendId}, ${transport}, 'campaign', ${anna}, 'anna@x.example', 'anna@x.example', 'accepted', 1)`).lastId;
  message = { messageId, sendId };
});
afterEach(() => close());

function list(name: string, status: 'pending' | 'subscribed' | 'unsubscribed' = 'subscribed'): string {
  const { id, publicId } = createList(db, { name, now });
  setMembership(db, { listId: id, contactIds: [anna], status, consent: { method: 'api', source: 'shop', at: now }, now });
  return publicId;
}
const choose = (shown: string[], wanted: string[], at = now + 5) =>
  choosePreferences(db, { contactId: anna, shown, wanted, message, now: at });
const standing = () => Object.fromEntries(shownPreferences(db, anna).map(({ name, status }) => [name, status]));
const told = () =>
  db
    .all<{ name: string; data: string; messageId: number | null }>(
      sql`SELECT name, data, message_id AS messageId FROM events WHERE at > ${now} ORDER BY id`,
    )
    .map(({ name, data, messageId }) => [name, JSON.parse(data), messageId]);

it('shows the lists that a person is in by their public names, and no internal one', () => {
  changeListSettings(db, { id: list('wholesale 2024 (old)'), publicName: 'Wholesale', now });
  changeListSettings(db, { id: list('Owes us money'), internal: true, now });
  list('Club', 'pending');
  list('Never joined', 'unsubscribed');
  expect(standing()).toEqual({ Club: 'pending', Wholesale: 'subscribed' });
});

it('leaves and comes back to single lists, with the evidence of both', () => {
  const [news, club] = [list('News'), list('Club')];
  expect(choose([news, club], [club])).toBe(true);
  expect(standing()).toEqual({ Club: 'subscribed', News: 'unsubscribed' });
  expect(choose([news, club], [club], now + 6)).toBe(false);
  expect(choose([news, club], [news, club], now + 7)).toBe(true);
  expect(membershipsOf(db, anna).find(({ listId }) => listId === news)).toMatchObject({
    status: 'subscribed',
    consentMethod: 'form',
    consentSource: 'preference page',
    consentAt: now + 7,
  });
  const timeline = describeContact(db, publicId, []).timeline.map(({ text }) => text);
  expect(timeline.slice(0, 2)).toEqual([
    'Subscribed to “News” on the preference page',
    'Unsubscribed from “News” on the preference page',
  ]);
  expect(told()).toEqual([
    ['unsubscribed', { list: 'News', how: 'preference page' }, message.messageId],
    ['subscribed', { list: 'News', by: 'preference page' }, message.messageId],
  ]);
});

it('cannot come back to what somebody else took them out of, nor into a list that they were never in', () => {
  const news = list('News');
  unsubscribe(db, { contactId: anna, now: now + 1 });
  const other = createList(db, { name: 'Other', now }).publicId;
  expect(choose([news, other], [news, other])).toBe(false);
  expect(membershipsOf(db, anna)).toMatchObject([{ status: 'unsubscribed' }]);
});

it('leaves as it is what the page did not show', () => {
  const news = list('News');
  const club = list('Club');
  choose([news], []);
  expect(membershipsOf(db, anna).find(({ listId }) => listId === club)?.status).toBe('subscribed');
});

it('confirms a pending list that is wanted, and leaves one alone that is not', () => {
  const club = list('Club', 'pending');
  expect(choose([club], [])).toBe(false);
  expect(standing()).toEqual({ Club: 'pending' });
  choose([club], [club]);
  expect(membershipsOf(db, anna)).toMatchObject([{ status: 'subscribed', confirmedAt: now + 5 }]);
});

it('brings nobody back by a page whose address bounces, and everybody who only wanted no mail', () => {
  const news = list('News');
  choose([news], []);
  suppress(db, { email: 'anna@x.example', reason: 'unsubscribed', evidence: '', now });
  expect(choose([news], [news], now + 6)).toBe(true);
  expect(isSuppressed(db, 'anna@x.example')).toBe(false);
  choose([news], [], now + 7);
  suppress(db, { email: 'anna@x.example', reason: 'bounced', evidence: '', now });
  expect(choose([news], [news], now + 8)).toBe(false);
  expect(isSuppressed(db, 'anna@x.example')).toBe(true);
});

it('who wanted nothing more gets only what they come back to', () => {
  const news = list('News');
  const club = list('Club');
  suppress(db, { email: 'anna@x.example', reason: 'unsubscribed', evidence: '', now });
  expect(standing()).toEqual({ Club: 'unsubscribed', News: 'unsubscribed' });
  expect(choose([news, club], [])).toBe(false);
  expect(isSuppressed(db, 'anna@x.example')).toBe(true);
  expect(choose([news, club], [news], now + 6)).toBe(true);
  expect(isSuppressed(db, 'anna@x.example')).toBe(false);
  expect(standing()).toEqual({ Club: 'unsubscribed', News: 'subscribed' });
  expect(told().map(([name, data]) => [name, data.list])).toEqual([
    ['unsubscribed', 'Club'],
    ['subscribed', 'News'],
  ]);
});
