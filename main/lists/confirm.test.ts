import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createContact, suppress, suppressionOf } from '../contacts/contacts.ts';
import { sql, type WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import { markWritten } from './confirmations.store.ts';
import { joinList } from './join.ts';
import {
  askToConfirm,
  changeListSettings,
  confirmByLink,
  createList,
  describeConfirmation,
  membershipsOf,
  setMembership,
  unsubscribe,
  waitingConfirmations,
} from './lists.ts';

const now = 1_700_000_000_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let db: WriteDb;
let close: () => void;
let listId: number;
let publicId: string;
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
  db.run(sql`INSERT INTO settings (name, value) VALUES ('public.address', 'https://mail.hearth.example')`);
  ({ id: listId, publicId } = createList(db, { name: 'News', now }));
  changeListSettings(db, { id: publicId, doubleOptIn: true, publicName: 'Bread news', now });
});
afterEach(() => close());

const person = (email = 'anna@x.example') => createContact(db, { email, now }).id;
const join = (contactId: number, at = now, status: 'pending' | 'subscribed' = 'pending') =>
  setMembership(db, { listId, contactIds: [contactId], status, consent: { method: 'api', source: 'shop', at }, now: at });
const ask = (contactId: number, at: number) => askToConfirm(db, { listId, contactId, now: at });
const waiting = () => waitingConfirmations(db, 100).length;
const statusOf = (contactId: number) => membershipsOf(db, contactId)[0]?.status;

/** As if the mail had been written: returns the message that its link names. */
function written(): number {
  const transport = db.run(
    sql`INSERT INTO transports (public_id, kind, name, settings, created_at, updated_at) VALUES (${`t${Math.random()}`}, 'inbox', 'Inbox', '{}', 1, 1)`,
  ).lastId;
  const messageId = db.run(sql`INSERT INTO messages (transport_id, kind, email, email_key, status, created_at)
    VALUES (${transport}, 'confirmation', 'anna@x.example', 'anna@x.example', 'accepted', 1)`).lastId;
  const [one] = waitingConfirmations(db, 1);
  if (!one) throw new Error('nobody waits for a mail');
  markWritten(db, { id: one.id, messageId, now });
  return messageId;
}
const visit = (messageId: number, at: number) => ({ messageId, from: '203.0.113.0/24', agent: 'Firefox', now: at });

describe('who is asked to confirm', () => {
  it('is whom a script makes pending in a list that asks, in the same transaction', () => {
    join(person());
    expect(waiting()).toBe(1);
    expect(() =>
      db.transaction(() => {
        join(person('ben@x.example'));
        throw new Error('it went wrong');
      }),
    ).toThrow();
    expect(waiting()).toBe(1);
  });

  it('is nobody of an import, nobody who is subscribed, and nobody where the list does not ask', () => {
    const people = [{ contactId: person(), isNew: true, status: 'pending' as const, consentAt: now, suppressed: false }];
    joinList(db, { listId, people, consent: { method: 'import', source: 'file' }, now });
    join(person('ben@x.example'), now, 'subscribed');
    changeListSettings(db, { id: publicId, doubleOptIn: false, now });
    join(person('cleo@x.example'));
    expect(waiting()).toBe(0);
  });

  it('is nobody who is suppressed, and nobody while recipients cannot reach this computer', () => {
    const anna = person();
    join(anna);
    suppress(db, { email: 'anna@x.example', reason: 'complained', evidence: '', now });
    expect(ask(anna, now + 2 * HOUR)).toBe('suppressed');
    db.run(sql`DELETE FROM settings WHERE name = 'public.address'`);
    join(person('ben@x.example'));
    expect(waiting()).toBe(1);
  });

  it('gets one mail an hour at most, and three until they answer', () => {
    const anna = person();
    join(anna);
    expect(ask(anna, now + HOUR - 1)).toBe('too-soon');
    expect(ask(anna, now + HOUR)).toBe('asked');
    expect(ask(anna, now + 2 * HOUR)).toBe('asked');
    expect(ask(anna, now + 30 * DAY)).toBe('too-often');
    const messageId = written();
    confirmByLink(db, visit(messageId, now + 3 * HOUR));
    expect(ask(anna, now + 5 * HOUR)).toBe('not-pending');
  });

  it('is counted on whatever becomes of the membership', () => {
    const anna = person();
    for (const hour of [0, 1, 2]) {
      join(anna, now + hour * HOUR);
      db.run(sql`DELETE FROM memberships`);
    }
    join(anna, now + 9 * HOUR);
    expect(waiting()).toBe(3);
  });
});

describe('the link of a confirmation mail', () => {
  it('confirms, and keeps the evidence of how they came and how they confirmed', () => {
    const anna = person();
    join(anna);
    const messageId = written();
    expect(describeConfirmation(db, { messageId, now })).toEqual({ state: 'open', email: 'anna@x.example', list: 'Bread news' });
    expect(confirmByLink(db, visit(messageId, now + 9))).toMatchObject({ state: 'confirmed' });
    expect(membershipsOf(db, anna)).toMatchObject([
      { status: 'subscribed', consentMethod: 'api', consentSource: 'shop', consentAt: now, confirmedAt: now + 9 },
    ]);
    const [evidence] = db.all<{ at: number; from: string; agent: string }>(
      sql`SELECT confirmed_at AS at, confirmed_from AS "from", confirmed_agent AS agent FROM confirmations`,
    );
    expect(evidence).toMatchObject({ at: now + 9, from: '203.0.113.0/24', agent: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const told = db.all<{ name: string; data: string }>(sql`SELECT name, data FROM events`);
    expect(told.map(({ name, data }) => [name, JSON.parse(data)])).toEqual([
      ['subscribed', { list: 'News', by: 'confirmation link', confirmed: true }],
    ]);
  });

  it('says so when it is used again, and changes nothing more', () => {
    const anna = person();
    join(anna);
    const messageId = written();
    for (const at of [1, 2, 3]) expect(confirmByLink(db, visit(messageId, now + at))?.state).toBe('confirmed');
    expect(db.value(sql`SELECT count(*) FROM events`)).toBe(1);
    unsubscribe(db, { contactId: anna, now: now + 5 });
    expect(confirmByLink(db, visit(messageId, now + 6))?.state).toBe('gone');
    expect(statusOf(anna)).toBe('unsubscribed');
  });

  it('is over after 14 days', () => {
    const anna = person();
    join(anna);
    const messageId = written();
    expect(confirmByLink(db, visit(messageId, now + 14 * DAY))?.state).toBe('expired');
    expect(statusOf(anna)).toBe('pending');
    expect(confirmByLink(db, visit(messageId, now + 14 * DAY - 1))?.state).toBe('confirmed');
  });

  it('takes back their own wish for no mail, and no complaint', () => {
    const anna = person();
    join(anna);
    const messageId = written();
    suppress(db, { email: 'anna@x.example', reason: 'unsubscribed', evidence: '', now });
    confirmByLink(db, visit(messageId, now + 1));
    expect(suppressionOf(db, 'anna@x.example')).toBeNull();
    const ben = person('ben@x.example');
    join(ben);
    const second = written();
    suppress(db, { email: 'ben@x.example', reason: 'complained', evidence: '', now });
    confirmByLink(db, visit(second, now + 1));
    expect(suppressionOf(db, 'ben@x.example')?.reason).toBe('complained');
  });
});
