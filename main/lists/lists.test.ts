import { afterEach, beforeEach, expect, it } from 'vitest';
import type { MembershipStatus } from '#shared/schema/words.ts';
import { createContact, isSuppressed, suppress, suppressionOf } from '../contacts/contacts.ts';
import { sql, type WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import {
  changeList,
  confirmMembership,
  createList,
  ensureList,
  listLists,
  membershipsOf,
  removeList,
  removeMembership,
  setMembership,
  unsubscribe,
} from './lists.ts';

let db: WriteDb;
let close: () => void;
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
});
afterEach(() => close());

const now = 1_700_000_000_000;
const consent = { method: 'manual' as const, source: 'told us', at: now };
const person = (email = 'anna@example.com') => createContact(db, { email, now }).id;
const set = (listId: number, contactId: number, status: MembershipStatus, force = false, at = now) =>
  setMembership(db, { listId, contactIds: [contactId], status, consent, force, now: at });
const statusOf = (contactId: number) => membershipsOf(db, contactId).map((membership) => membership.status);
const events = () => db.all<{ name: string }>(sql`SELECT name FROM events ORDER BY id`).map((row) => row.name);

it('counts the people of each list by their status', () => {
  const news = createList(db, { name: 'News', now });
  createList(db, { name: 'Club', now });
  set(news.id, person('a@example.com'), 'subscribed');
  set(news.id, person('b@example.com'), 'pending');
  set(news.id, person('c@example.com'), 'unsubscribed');
  expect(listLists(db)).toMatchObject([
    { name: 'Club', subscribed: 0, pending: 0, unsubscribed: 0 },
    { name: 'News', subscribed: 1, pending: 1, unsubscribed: 1, brandId: null },
  ]);
});

it('has each name once and finds it whatever its capitals', () => {
  const news = createList(db, { name: 'News', now });
  expect(() => createList(db, { name: 'news ', now })).toThrow(expect.objectContaining({ code: 'lists.name-taken' }));
  expect(ensureList(db, { name: 'NEWS', now }).id).toBe(news.id);
  changeList(db, { id: news.publicId, name: 'NEWS', now });
  expect(listLists(db)).toMatchObject([{ name: 'NEWS' }]);
});

it('never subscribes again who has unsubscribed, unless they asked for it', () => {
  const { id } = createList(db, { name: 'News', now });
  const anna = person();
  set(id, anna, 'subscribed');
  unsubscribe(db, { contactId: anna, now });
  expect(set(id, anna, 'subscribed')).toEqual({ changed: 0, kept: 1 });
  expect(set(id, anna, 'pending')).toEqual({ changed: 0, kept: 1 });
  expect(statusOf(anna)).toEqual(['unsubscribed']);
  expect(set(id, anna, 'subscribed', true)).toEqual({ changed: 1, kept: 0 });
  expect(statusOf(anna)).toEqual(['subscribed']);
  expect(events()).toEqual(['subscribed', 'unsubscribed', 'subscribed']);
});

it('takes a suppressed address into a list as unsubscribed', () => {
  const { id } = createList(db, { name: 'News', now });
  const anna = person();
  suppress(db, { email: 'anna@example.com', reason: 'unsubscribed', evidence: 'by link', now });
  expect(set(id, anna, 'subscribed')).toEqual({ changed: 0, kept: 1 });
  expect(statusOf(anna)).toEqual(['unsubscribed']);
});

it('lifts the wish for no mail when a person asks for mail again, and no other suppression', () => {
  const { id } = createList(db, { name: 'News', now });
  const anna = person();
  suppress(db, { email: 'anna@example.com', reason: 'unsubscribed', evidence: 'by link', now });
  set(id, anna, 'subscribed', true);
  expect(isSuppressed(db, 'anna@example.com')).toBe(false);
  const bob = person('bob@example.com');
  suppress(db, { email: 'bob@example.com', reason: 'complained', evidence: 'report', now });
  set(id, bob, 'subscribed', true);
  expect(suppressionOf(db, 'bob@example.com')?.reason).toBe('complained');
});

it('keeps the evidence of consent through an unsubscription', () => {
  const { id } = createList(db, { name: 'News', now });
  const anna = person();
  set(id, anna, 'subscribed');
  unsubscribe(db, { contactId: anna, now: now + 5 });
  expect(membershipsOf(db, anna)).toMatchObject([
    { status: 'unsubscribed', consentMethod: 'manual', consentSource: 'told us', consentAt: now, unsubscribedAt: now + 5 },
  ]);
});

it('confirms a pending person with the time of it', () => {
  const list = createList(db, { name: 'News', now });
  const anna = person();
  set(list.id, anna, 'pending');
  confirmMembership(db, { listId: list.id, contactId: anna, now: now + 9 });
  expect(membershipsOf(db, anna)).toMatchObject([
    { status: 'subscribed', confirmedAt: now + 9, consentMethod: 'manual', consentSource: 'told us', consentAt: now },
  ]);
});

it('unsubscribes from the lists that are named, or from all, as often as it is asked', () => {
  const lists = ['A', 'B', 'C'].map((name) => createList(db, { name, now }).id);
  const anna = person();
  for (const id of lists) set(id, anna, 'subscribed');
  expect(unsubscribe(db, { contactId: anna, listIds: lists.slice(0, 1), now })).toEqual(lists.slice(0, 1));
  expect(unsubscribe(db, { contactId: anna, listIds: lists.slice(0, 1), now })).toEqual([]);
  expect(statusOf(anna)).toEqual(['unsubscribed', 'subscribed', 'subscribed']);
  expect(unsubscribe(db, { contactId: anna, now })).toEqual(lists.slice(1));
  expect(events().filter((name) => name === 'unsubscribed')).toHaveLength(3);
});

it('takes people out of a list, but does not forget who has unsubscribed', () => {
  const { id } = createList(db, { name: 'News', now });
  const anna = person();
  const bob = person('bob@example.com');
  set(id, anna, 'subscribed');
  set(id, bob, 'unsubscribed');
  expect(removeMembership(db, { listId: id, contactIds: [anna, bob] })).toBe(1);
  expect(statusOf(anna)).toEqual([]);
  expect(statusOf(bob)).toEqual(['unsubscribed']);
  expect(() => removeMembership(db, { listId: id, contactIds: [bob] })).toThrow(
    expect.objectContaining({ code: 'lists.remembers-unsubscribed' }),
  );
});

it('suppresses who had unsubscribed from a removed list and is in no other one', () => {
  const news = createList(db, { name: 'News', now });
  const club = createList(db, { name: 'Club', now });
  const anna = person();
  const bob = person('bob@example.com');
  set(news.id, anna, 'unsubscribed');
  set(news.id, bob, 'unsubscribed');
  set(club.id, bob, 'subscribed');
  removeList(db, { id: news.publicId, now });
  expect(suppressionOf(db, 'anna@example.com')).toMatchObject({ reason: 'unsubscribed' });
  expect(isSuppressed(db, 'bob@example.com')).toBe(false);
  expect(statusOf(bob)).toEqual(['subscribed']);
});
