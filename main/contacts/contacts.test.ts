import { afterEach, beforeEach, expect, it } from 'vitest';
import { sql, type WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import { createList, setMembership } from '../lists/lists.ts';
import {
  addTag,
  changeContact,
  createContact,
  createField,
  describeContact,
  findContact,
  isSuppressed,
  liftSuppression,
  listFields,
  listTags,
  mergeContacts,
  pageContacts,
  pageSuppressions,
  removeContacts,
  removeTag,
  suppress,
  suppressionOf,
} from './contacts.ts';

let db: WriteDb;
let close: () => void;
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
});
afterEach(() => close());

const now = 1_700_000_000_000;
const anna = () => createContact(db, { email: 'Anna@Example.com', firstName: 'Anna', lastName: 'Müller', now });
const page = (
  selection: Parameters<typeof pageContacts>[1]['selection'],
  sort: 'created' | 'email' | 'name' = 'created',
  offset = 0,
  limit = 100,
) => pageContacts(db, { selection, sort, offset, limit });
const emails = (...found: Parameters<typeof page>) => page(...found).rows.map((row) => row.email);

it('keeps one contact for an address, however it is spelled', () => {
  anna();
  expect(() => createContact(db, { email: ' ANNA@example.COM', now })).toThrow(
    expect.objectContaining({ code: 'contacts.address-taken' }),
  );
  expect(findContact(db, 'anna@EXAMPLE.com')).toMatchObject({ email: 'Anna@Example.com', firstName: 'Anna' });
});

it('refuses an address that cannot be mailed and says why', () => {
  expect(() => createContact(db, { email: 'anna@example', now })).toThrow(
    expect.objectContaining({ code: 'contacts.address', kind: 'invalid', message: 'The domain has no dot.' }),
  );
});

it('reads the values of fields by their types and refuses what does not fit', () => {
  createField(db, { label: 'Birthday', type: 'date', now });
  createField(db, { label: 'Visits', type: 'number', now });
  const { publicId } = createContact(db, { email: 'a@example.com', fields: { birthday: '31.12.1999', visits: '3' }, now });
  expect(describeContact(db, publicId).fields).toEqual({ birthday: '1999-12-31', visits: 3 });
  changeContact(db, { id: publicId, fields: { visits: '', birthday: '1.1.2000' }, now });
  expect(describeContact(db, publicId).fields).toEqual({ birthday: '2000-01-01' });
  expect(() => changeContact(db, { id: publicId, fields: { visits: 'many' }, now })).toThrow('Visits: “many” is not a number.');
  expect(() => changeContact(db, { id: publicId, fields: { nothing: 'x' }, now })).toThrow('There is no such field');
  changeContact(db, { id: publicId, fields: { visits: 4 }, now });
  expect(describeContact(db, publicId).fields).toMatchObject({ birthday: '2000-01-01', visits: 4 });
});

it('derives keys of fields from labels in any language', () => {
  const labels = ['Straße & Nr.', 'E-Mail', 'Email', 'Ünïcode', '2. Telefon', '日本', '中国', 'First name'];
  expect(labels.map((label) => createField(db, { label, type: 'text', now }).key)).toEqual([
    'strasse_nr',
    'e_mail',
    'email_2',
    'unicode',
    'field_2_telefon',
    'field',
    'field_2',
    'first_name_2',
  ]);
  expect(() => createField(db, { label: 'strasse & nr.', type: 'text', now })).toThrow(
    expect.objectContaining({ code: 'fields.label-taken' }),
  );
  expect(listFields(db)).toHaveLength(8);
});

it('finds people by any part of address or name, with marks and capitals or without', () => {
  anna();
  createContact(db, { email: 'zoe@bücher.example', firstName: 'Zoë', lastName: 'ÅNGSTRÖM', now });
  createContact(db, { email: 'x_y@example.com', now });
  expect(emails({ search: 'muller' })).toEqual(['Anna@Example.com']);
  expect(emails({ search: 'MÜLL anna' })).toEqual(['Anna@Example.com']);
  expect(emails({ search: 'angstrom' })).toEqual(['zoe@bücher.example']);
  expect(emails({ search: 'bücher' })).toEqual(['zoe@bücher.example']);
  expect(emails({ search: 'xn--bcher' })).toEqual(['zoe@bücher.example']);
  expect(emails({ search: 'x_y' })).toEqual(['x_y@example.com']);
  expect(emails({ search: '%' })).toEqual([]);
  expect(page({ search: 'example' }).total).toBe(3);
});

it('shows every row of a long table once, whichever window is asked for', () => {
  const listId = createList(db, { name: 'All', now }).id;
  const made = Array.from({ length: 57 }, (_, index) =>
    createContact(db, { email: `p${String(index).padStart(2, '0')}@example.com`, lastName: `L${99 - index}`, now }),
  );
  setMembership(db, {
    listId,
    contactIds: made.slice(0, 20).map((one) => one.id),
    status: 'subscribed',
    consent: { method: 'manual', source: '', at: now },
    now,
  });
  setMembership(db, {
    listId,
    contactIds: made.slice(20, 40).map((one) => one.id),
    status: 'unsubscribed',
    consent: { method: 'manual', source: '', at: now },
    now,
  });
  for (const sort of ['created', 'email', 'name'] as const) {
    for (const selection of [{}, { listId }, { listId, status: 'subscribed' as const }, { search: 'p1' }]) {
      const whole = page(selection, sort, 0, 500);
      expect(whole.rows).toHaveLength(whole.total);
      const pieces = Array.from({ length: 10 }, (_, index) => emails(selection, sort, index * 7, 7)).flat();
      expect(pieces).toEqual(whole.rows.map((row) => row.email));
    }
  }
  expect(page({ listId }).total).toBe(40);
  expect(page({}, 'created', 500).rows).toEqual([]);
  expect(emails({}, 'email', 0, 2)).toEqual(['p00@example.com', 'p01@example.com']);
  expect(emails({}, 'name', 0, 1)).toEqual(['p56@example.com']);
});

it('shows of each row its lists, tags and suppression, and filters by them', () => {
  const { id } = anna();
  createContact(db, { email: 'other@example.com', now });
  const listId = createList(db, { name: 'News', now }).id;
  setMembership(db, { listId, contactIds: [id], status: 'pending', consent: { method: 'form', source: 'shop', at: now }, now });
  addTag(db, { name: 'VIP', contactIds: [id], now });
  suppress(db, { email: 'anna@example.com', reason: 'bounced', evidence: '550', now });
  const [row] = page({ listId }).rows;
  expect(row).toMatchObject({
    email: 'Anna@Example.com',
    lists: [{ name: 'News', status: 'pending' }],
    tags: ['VIP'],
    suppressed: 'bounced',
  });
  expect(emails({ status: 'pending' })).toEqual(['Anna@Example.com']);
  expect(emails({ status: 'subscribed' })).toEqual([]);
  expect(emails({ among: sql`SELECT id FROM contacts WHERE email = 'other@example.com'` })).toEqual(['other@example.com']);
  const tagId = db.value<number>(sql`SELECT id FROM tags`) ?? 0;
  expect(emails({ tagId })).toEqual(['Anna@Example.com']);
  expect(emails({ tagId, search: 'other' })).toEqual([]);
});

it('puts tags on and takes them off, whatever their capitals', () => {
  const { id } = anna();
  expect(addTag(db, { name: 'Gold', contactIds: [id], now })).toBe(1);
  expect(addTag(db, { name: ' gold ', contactIds: [id], now })).toBe(0);
  expect(listTags(db)).toEqual([expect.objectContaining({ name: 'Gold', contacts: 1 })]);
  expect(removeTag(db, { name: 'GOLD', contactIds: [id] })).toBe(1);
  expect(listTags(db)).toEqual([expect.objectContaining({ name: 'Gold', contacts: 0 })]);
});

it('keeps the heaviest reason of a suppression, in whichever order they come', async () => {
  const say = (reason: 'unsubscribed' | 'bounced' | 'complained') =>
    suppress(db, { email: 'A@Example.com', reason, evidence: reason, now });
  expect([say('bounced'), say('unsubscribed'), say('complained'), say('complained')]).toEqual([true, false, true, false]);
  expect(suppressionOf(db, 'a@example.com')).toMatchObject({
    reason: 'complained',
    evidence: 'complained',
    email: 'A@Example.com',
  });
  const window = { sort: 'time', descending: true, offset: 0, limit: 10 } as const;
  expect(await pageSuppressions(db, { search: 'EXAMPLE', ...window })).toMatchObject({ total: 1 });
  expect(await pageSuppressions(db, { search: 'nobody', ...window })).toEqual({ rows: [], total: 0 });
  expect(liftSuppression(db, 'a@example.COM')).toBe(true);
  expect(liftSuppression(db, 'a@example.com')).toBe(false);
  expect(isSuppressed(db, 'a@example.com')).toBe(false);
});

it('keeps the suppression of a deleted contact', () => {
  const { publicId } = anna();
  suppress(db, { email: 'anna@example.com', reason: 'complained', evidence: 'a report', now });
  expect(removeContacts(db, { ids: [publicId, 'gone'], now })).toBe(1);
  expect(suppressionOf(db, 'anna@example.com')).toMatchObject({ reason: 'complained', evidence: 'a report' });
});

it('suppresses the address of a deleted contact who had unsubscribed from a list', () => {
  const { id, publicId } = anna();
  const listId = createList(db, { name: 'News', now }).id;
  setMembership(db, {
    listId,
    contactIds: [id],
    status: 'unsubscribed',
    consent: { method: 'manual', source: '', at: now },
    now,
  });
  removeContacts(db, { ids: [publicId], now });
  expect(suppressionOf(db, 'anna@example.com')).toMatchObject({
    reason: 'unsubscribed',
    evidence: expect.stringContaining('News'),
  });
  expect(db.value(sql`SELECT count(*) AS n FROM memberships`)).toBe(0);
});

it('does not let a wish for no mail be lost with a changed address', () => {
  const { publicId } = anna();
  suppress(db, { email: 'anna@example.com', reason: 'unsubscribed', evidence: 'by link', now });
  changeContact(db, { id: publicId, email: 'new@example.com', now });
  expect(isSuppressed(db, 'new@example.com')).toBe(true);
  expect(isSuppressed(db, 'anna@example.com')).toBe(true);
});

it('brings many people in, each address once, and says what became of each', () => {
  const { id } = anna();
  const person = (email: string, firstName: string, fields = {}) => ({
    key: email.toLowerCase(),
    email,
    firstName,
    lastName: '',
    fields,
  });
  const people = [
    person('B@example.com', 'Bea'),
    person('anna@example.com', 'Anne', { city: 'Köln' }),
    person('b@example.com', 'Beate', { city: 'Ulm' }),
    person('b@example.com', ''),
  ];
  expect(mergeContacts(db, { people, existing: 'fill', now }).map(({ outcome }) => outcome)).toEqual([
    'new',
    'changed',
    'changed',
    'same',
  ]);
  expect(findContact(db, 'anna@example.com')).toMatchObject({ id, firstName: 'Anna', fields: { city: 'Köln' } });
  expect(findContact(db, 'b@example.com')).toMatchObject({ email: 'B@example.com', firstName: 'Bea', fields: { city: 'Ulm' } });
  expect(mergeContacts(db, { people, existing: 'skip', now }).map(({ outcome }) => outcome)).toEqual([
    'same',
    'same',
    'same',
    'same',
  ]);
  expect(mergeContacts(db, { people: [person('b@example.com', 'Bine')], existing: 'overwrite', now })).toMatchObject([
    { outcome: 'changed' },
  ]);
  expect(emails({ search: 'bine' })).toEqual(['B@example.com']);
});

it('tells what happened with a contact, the newest first', () => {
  const { id, publicId } = anna();
  const listId = createList(db, { name: 'News', now }).id;
  const consent = { method: 'form' as const, source: 'shop', at: now };
  setMembership(db, { listId, contactIds: [id], status: 'subscribed', consent, now: now + 1 });
  setMembership(db, { listId, contactIds: [id], status: 'unsubscribed', consent, now: now + 2 });
  const { timeline, memberships } = describeContact(db, publicId);
  expect(timeline.map((entry) => entry.text)).toEqual(['Unsubscribed from “News”', 'Subscribed to “News”', 'Became a contact']);
  expect(memberships).toMatchObject([
    { listName: 'News', status: 'unsubscribed', consentMethod: 'form', consentSource: 'shop', consentAt: now },
  ]);
});

it('reads a page and its count from indexes', () => {
  const plan = (text: string) =>
    db
      .all<{ detail: string }>({ text: `EXPLAIN QUERY PLAN ${text}`, values: [], isSql: true })
      .map((row) => row.detail)
      .join('; ');
  expect(plan('SELECT id FROM contacts c ORDER BY name_key ASC, id ASC LIMIT 10')).toContain('COVERING INDEX contacts_by_name');
  expect(plan('SELECT id FROM contacts c ORDER BY email_key ASC LIMIT 10')).toContain('COVERING INDEX');
  const merged = plan(`SELECT contact_id AS id FROM memberships WHERE list_id = 1 AND status = 'pending'
    UNION ALL SELECT contact_id AS id FROM memberships WHERE list_id = 1 AND status = 'subscribed' ORDER BY id DESC LIMIT 10`);
  expect(merged).toContain('COVERING INDEX memberships_by_list');
  expect(merged).not.toContain('TEMP B-TREE');
});
