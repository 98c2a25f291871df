import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { BulkAction } from '#shared/rpc/bulk.ts';
import {
  addTag,
  changeContact,
  createContact,
  createField,
  isSuppressed,
  suppress,
  suppressionOf,
} from '../contacts/contacts.ts';
import { sql, type WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import { recordEvent } from '../events/events.ts';
import { createList, setMembership } from '../lists/lists.ts';
import { type Bulk, forgetInEdits } from './bulk.ts';
import { bulkOf, dump } from './testing.ts';

let db: WriteDb;
let close: () => void;
let bulk: Bulk;
let listId: string;
let now = 1_700_000_000_000;
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
  bulk = bulkOf(db, () => now++);
  db.transaction(() => fill());
});
afterEach(() => close());

const everyone = sql`SELECT id FROM contacts ORDER BY id`;

/** People of every kind: with and without values, tags, memberships of each status, events, messages, suppressions. */
function fill(people = 60): void {
  createField(db, { label: 'City', type: 'text', now });
  createField(db, { label: 'Visits', type: 'number', now });
  const list = createList(db, { name: 'News', now });
  listId = list.publicId;
  db.run(
    sql`INSERT INTO transports (public_id, kind, name, settings, created_at, updated_at) VALUES ('t', 'inbox', 'Test', '{}', 1, 1)`,
  );
  const statuses = ['subscribed', 'pending', 'unsubscribed'] as const;
  for (let index = 0; index < people; index++) {
    const fields = { ...(index % 2 ? { city: `Town ${index}` } : {}), ...(index % 3 ? { visits: index } : {}) };
    const { id, email } = createContact(db, { email: `Person${index}@Example.com`, firstName: `P${index}`, fields, now });
    if (index % 4) addTag(db, { name: 'VIP', contactIds: [id], now });
    const status = statuses[index % 5];
    const consent = { method: 'form', source: 'shop', at: now } as const;
    if (status) setMembership(db, { listId: list.id, contactIds: [id], status, consent, now });
    if (index % 7 === 0) suppress(db, { email, reason: index % 2 ? 'bounced' : 'complained', evidence: 'told', now });
    db.run(sql`INSERT INTO messages (transport_id, kind, contact_id, email, email_key, status, created_at)
      VALUES (1, 'transactional', ${id}, ${email}, ${email.toLowerCase()}, 'accepted', ${now})`);
    recordEvent(db, { name: 'opened', contactId: id, messageId: index + 1, at: now });
  }
}

const run = async (action: BulkAction, who = everyone) => {
  const id = bulk.start(who, action);
  return bulk.finished(id);
};
const undo = (id: string) => {
  bulk.undo(id);
  return bulk.finished(id);
};

const actions = (): fc.Arbitrary<BulkAction> =>
  fc.oneof(
    fc.record({ kind: fc.constant('addTag' as const), name: fc.constantFrom('VIP', 'new one', 'vip') }),
    fc.record({ kind: fc.constant('removeTag' as const), name: fc.constantFrom('VIP', 'unknown') }),
    fc.record({
      kind: fc.constant('setField' as const),
      key: fc.constant('city'),
      value: fc.constantFrom('Graz', 'Town 3', 'it\'s "here" ✓'),
    }),
    fc.record({ kind: fc.constant('setField' as const), key: fc.constant('visits'), value: fc.constantFrom(3, 1e21, '1.234,5') }),
    fc.record({ kind: fc.constant('clearField' as const), key: fc.constantFrom('city', 'visits') }),
    fc.record({ kind: fc.constant('addToList' as const), listId: fc.constant(listId), consentSource: fc.constant('told us') }),
    fc.record({ kind: fc.constant('removeFromList' as const), listId: fc.constant(listId) }),
    fc.record({ kind: fc.constant('suppress' as const), evidence: fc.constantFrom('', 'asked') }),
    fc.record({ kind: fc.constant('delete' as const) }),
  );

it('restores every table exactly, whatever was done and undone again in turn', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ action: actions(), rest: fc.nat(2) }), { minLength: 1, maxLength: 4 }),
      async (steps) => {
        const before = dump(db);
        const done: string[] = [];
        for (const { action, rest } of steps) {
          const edit = await run(action, sql`SELECT id FROM contacts WHERE id % 3 >= ${rest} ORDER BY id`);
          expect(edit).toMatchObject({ state: 'finished', error: '' });
          if (edit.changed > 0) done.push(edit.id);
          else expect(edit.canUndo).toBe(false);
        }
        for (const id of done.reverse()) expect(await undo(id)).toMatchObject({ state: 'undone', leftAlone: 0 });
        expect(dump(db)).toEqual(before);
      },
    ),
    { numRuns: 40 },
  );
});

it('counts who is different by it, and says what it did', async () => {
  const edit = await run({ kind: 'addTag', name: 'vip' });
  expect(edit).toMatchObject({ words: 'Tag “vip”', people: 60, done: 60, changed: 15, canUndo: true });
  expect(bulk.recent()).toEqual([edit]);
});

it('keeps what was changed since, and tells of it', async () => {
  const edit = await run({ kind: 'setField', key: 'city', value: 'Graz' });
  const [contact] = db.all<{ id: string }>(sql`SELECT public_id AS id FROM contacts WHERE id = 1`);
  changeContact(db, { id: contact?.id ?? '', fields: { city: 'Linz' }, now });
  expect(await undo(edit.id)).toMatchObject({ state: 'undone', restored: 59, leftAlone: 1 });
  expect(db.value(sql`SELECT fields ->> 'city' FROM contacts WHERE id = 1`)).toBe('Linz');
  expect(db.value(sql`SELECT fields ->> 'city' FROM contacts WHERE id = 2`)).toBe('Town 1');
});

it('brings a deleted person back under another id where somebody else has theirs, but not where their address is taken', async () => {
  const edit = await run({ kind: 'delete' }, sql`SELECT id FROM contacts WHERE id > 58 ORDER BY id`);
  // In data of before, the next contact got the id of one who was deleted.
  db.run(sql`UPDATE contact_ids SET last = 0`);
  createContact(db, { email: 'other@example.com', now });
  createContact(db, { email: 'person59@example.com', now });
  expect(await undo(edit.id)).toMatchObject({ restored: 1, leftAlone: 1 });
  const back = db.get<{ id: number; name: string }>(
    sql`SELECT id, first_name AS name FROM contacts WHERE email_key = 'person58@example.com'`,
  );
  expect(back).toEqual({ id: 61, name: 'P58' });
  expect(db.all(sql`SELECT name FROM events WHERE contact_id = 61`)).toContainEqual({ name: 'opened' });
  expect(db.value(sql`SELECT contact_id FROM messages WHERE id = 59`)).toBe(61);
  expect(db.value(sql`SELECT first_name FROM contacts WHERE email_key = 'person59@example.com'`)).toBe('');
});

it('gives nobody the id of one who was deleted: whatever names it still means them', async () => {
  const edit = await run({ kind: 'delete' }, sql`SELECT id FROM contacts WHERE id > 58 ORDER BY id`);
  expect(createContact(db, { email: 'other@example.com', now }).id).toBe(61);
  expect(await undo(edit.id)).toMatchObject({ restored: 2, leftAlone: 0 });
  expect(db.value(sql`SELECT id FROM contacts WHERE email_key = 'person59@example.com'`)).toBe(60);
});

it('never subscribes who has left the list', async () => {
  const left = sql`SELECT count(*) FROM memberships WHERE status = 'unsubscribed'`;
  const before = db.value(left);
  await run({ kind: 'addToList', listId, consentSource: '' });
  expect(db.value(left)).toBeGreaterThanOrEqual(Number(before));
  const edit = await run({ kind: 'removeFromList', listId });
  expect(edit.changed).toBeLessThan(60);
  expect(db.value(left)).toBeGreaterThanOrEqual(Number(before));
});

it('keeps the suppression of who had unsubscribed when they are deleted, and lifts it when they are back', async () => {
  const email = 'person2@example.com';
  expect(isSuppressed(db, email)).toBe(false);
  const edit = await run({ kind: 'delete' });
  expect(suppressionOf(db, email)).toMatchObject({ reason: 'unsubscribed' });
  await undo(edit.id);
  expect(isSuppressed(db, email)).toBe(false);
});

it('refuses what cannot be done before anybody is touched', () => {
  const before = dump(db);
  expect(() => bulk.start(everyone, { kind: 'setField', key: 'visits', value: 'many' })).toThrow(
    'Visits: “many” is not a number.',
  );
  expect(() => bulk.start(everyone, { kind: 'addToList', listId: 'gone', consentSource: '' })).toThrow('no such list');
  expect(dump(db)).toEqual(before);
});

it('can be undone after it was stopped half way, or cut off by a crash', async () => {
  const before = dump(db);
  const id = bulk.start(everyone, { kind: 'delete' });
  for await (const edit of bulk.watch(id)) if (edit.done > 0 || edit.state !== 'running') break;
  await bulk.stop();
  // What the next start finds.
  db.run(sql`UPDATE bulk_edits SET state = 'running'`);
  bulk = bulkOf(db, () => now++);
  bulk.recover();
  expect(bulk.recent()).toMatchObject([{ state: 'interrupted', canUndo: true }]);
  await undo(id);
  expect(dump(db)).toEqual(before);
});

it('goes on by itself with an undo that a crash cut off', async () => {
  const before = dump(db);
  const edit = await run({ kind: 'clearField', key: 'city' });
  db.run(sql`UPDATE bulk_edits SET state = 'undoing'`);
  bulk = bulkOf(db, () => now++);
  bulk.recover();
  expect(await bulk.finished(edit.id)).toMatchObject({ state: 'undone' });
  expect(dump(db)).toEqual(before);
});

it('forgets what it would take to undo after 30 days', async () => {
  const edit = await run({ kind: 'addTag', name: 'new' });
  now += 31 * 24 * 60 * 60 * 1000;
  expect(() => bulk.undo(edit.id)).toThrow('nothing to undo');
  bulk.recover();
  await bulk.stop();
  expect(db.value(sql`SELECT count(*) FROM bulk_slices`)).toBe(0);
  expect(bulk.recent()).toEqual([]);
});

it('lets an erased person go out of all that could be undone', async () => {
  const kinds: BulkAction[] = [
    { kind: 'addTag', name: 'new' },
    { kind: 'clearField', key: 'city' },
    { kind: 'suppress', evidence: '' },
    { kind: 'delete' },
  ];
  const edits = [];
  for (const action of kinds) edits.push(await run(action));
  forgetInEdits(db, { contactId: 2, emailKey: 'person1@example.com' });
  for (const edit of edits.reverse()) await undo(edit.id);
  expect(db.value(sql`SELECT count(*) FROM contacts`)).toBe(59);
  expect(db.all(sql`SELECT 1 FROM contacts WHERE email_key = 'person1@example.com'`)).toEqual([]);
});
