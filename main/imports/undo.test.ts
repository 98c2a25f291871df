import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ImportResult } from '#shared/rpc/imports.ts';
import {
  addTag,
  changeContact,
  createContact,
  createField,
  findContact,
  isSuppressed,
  listFields,
  listTags,
  suppress,
  suppressionOf,
} from '../contacts/contacts.ts';
import { sql } from '../db/db.ts';
import { createList, listLists, membershipsOf, setMembership } from '../lists/lists.ts';
import { importedContacts, requireImport } from './imports.ts';
import { type Desk, importDesk } from './testing.ts';

let desk: Desk;
let now = 1_700_000_000_000;
beforeEach(async () => {
  desk = await importDesk({ clock: () => ++now });
});
afterEach(() => desk.close());

const consent = { method: 'form' as const, source: 'shop', at: 1 };

/** All that an import may touch, as it is on the disk. */
function dump() {
  const all = (table: string) => desk.db.all({ text: `SELECT * FROM ${table}`, values: [], isSql: true });
  return Object.fromEntries(
    ['contacts', 'memberships', 'contact_tags', 'tags', 'fields', 'lists', 'suppressions', 'events'].map((table) => [
      table,
      all(table),
    ]),
  );
}

async function undo({ id }: { id: string }): Promise<ImportResult> {
  desk.imports.undo(id);
  return desk.imports.finished(id);
}

const idOf = (email: string) => {
  const contact = findContact(desk.db, email);
  if (!contact) throw new Error(`${email} is missing`);
  return contact;
};

it('takes an import back: people, values, memberships, tags, suppressions, and what it made for them', async () => {
  const field = createField(desk.db, { label: 'Ort', type: 'text', now });
  const anna = createContact(desk.db, { email: 'anna@example.com', firstName: 'Anna', fields: { [field.key]: 'Köln' }, now });
  suppress(desk.db, { email: 'gone@example.com', reason: 'unsubscribed', evidence: 'a link', now });
  addTag(desk.db, { name: 'VIP', contactIds: [anna.id], now });
  const before = dump();
  const result = await desk.bring(
    'email,vorname,ort,punkte,tags,status\nanna@example.com,Anne,Ulm,3,"vip, neu",ja\nbert@example.com,Bert,Bonn,4,neu,bounced\ngone@example.com,Gerd,,,,spam\n',
    { existing: 'overwrite', tags: ['Messe'], list: { newName: 'Messe' } },
  );
  expect(result).toMatchObject({ rows: 3, imported: 2, updated: 1, keptBack: 0 });
  expect(dump()).not.toEqual(before);
  expect(listLists(desk.db)).toHaveLength(1);
  expect(await undo(result)).toMatchObject({ undo: 'undone', undoKept: 0, slicesUndone: 1, slices: 1 });
  expect(dump()).toEqual(before);
});

it('keeps what was changed since, and says of how many people', async () => {
  createContact(desk.db, { email: 'old@example.com', firstName: 'Olga', now });
  const result = await desk.bring(
    'email,vorname,ort\nold@example.com,Olivia,Ulm\na@example.com,Anna,\nb@example.com,Bea,\nc@example.com,Carl,\n',
    {
      existing: 'overwrite',
    },
  );
  changeContact(desk.db, { id: idOf('old@example.com').publicId, firstName: 'Ottilie', now: ++now });
  changeContact(desk.db, { id: idOf('a@example.com').publicId, lastName: 'Maier', now: ++now });
  addTag(desk.db, { name: 'by hand', contactIds: [idOf('b@example.com').id], now: ++now });
  expect(await undo(result)).toMatchObject({ undo: 'undone', undoKept: 3 });
  expect(idOf('old@example.com')).toMatchObject({ firstName: 'Ottilie', fields: {} });
  expect([findContact(desk.db, 'a@example.com'), findContact(desk.db, 'b@example.com')]).toMatchObject([
    { lastName: 'Maier' },
    { firstName: 'Bea' },
  ]);
  expect(findContact(desk.db, 'c@example.com')).toBeNull();
  expect(listLists(desk.db)).toMatchObject([{ subscribed: 2 }]);
  expect(listTags(desk.db)).toHaveLength(1);
  expect(listFields(desk.db)).toEqual([]);
});

it('removes people who have unsubscribed since, and remembers their wish', async () => {
  const result = await desk.bring('email,status\na@example.com,ja\nb@example.com,nein\n');
  setMembership(desk.db, {
    listId: desk.db.value<number>(sql`SELECT id FROM lists`) ?? 0,
    contactIds: [idOf('a@example.com').id],
    status: 'unsubscribed',
    consent,
    now: ++now,
  });
  await undo(result);
  expect(findContact(desk.db, 'a@example.com')).toBeNull();
  expect(suppressionOf(desk.db, 'a@example.com')).toMatchObject({ reason: 'unsubscribed' });
  expect(isSuppressed(desk.db, 'b@example.com')).toBe(false);
});

it('goes on with an undo that the end of the app cut off', async () => {
  const before = dump();
  const rows = Array.from({ length: 3500 }, (_, index) => `p${index}@example.com`);
  const result = await desk.bring(`email\n${rows.join('\n')}\n`);
  desk.imports.undo(result.id);
  for await (const progress of desk.imports.watch(result.id)) if (progress.slicesUndone > 0) break;
  await desk.imports.stop();
  const cut = requireImport(desk.db, result.id);
  expect(cut.undo).toBe('undoing');
  expect(cut.slicesUndone).toBeLessThan(cut.slices);
  desk.imports.recover();
  expect(await desk.imports.finished(result.id)).toMatchObject({ undo: 'undone', undoKept: 0 });
  expect(dump()).toEqual(before);
});

it('never gives the id of somebody who was taken back to somebody else', async () => {
  const result = await desk.bring('email\na@example.com\n');
  const { id } = idOf('a@example.com');
  await undo(result);
  expect(createContact(desk.db, { email: 'b@example.com', now }).id).toBeGreaterThan(id);
});

it('is undone once, and not while it runs', async () => {
  const result = await desk.bring('email\na@example.com\n');
  await undo(result);
  expect(() => desk.imports.undo(result.id)).toThrowError(/undone already/);
  await expect(desk.imports.resume(result.id)).rejects.toMatchObject({ code: 'imports.not-open' });
});

it('knows the people of an import: who came with it, and who was there and stood in the file', async () => {
  createContact(desk.db, { email: 'old@example.com', now });
  createContact(desk.db, { email: 'other@example.com', now });
  const result = await desk.bring('email\nold@example.com\nnew@example.com\nnew@example.com\n');
  await desk.bring('email\nlater@example.com\n');
  const emails = desk.db.all<{ email: string }>(
    sql`SELECT email FROM contacts WHERE id IN (${importedContacts(result.id)}) ORDER BY email`,
  );
  expect(emails.map(({ email }) => email)).toEqual(['new@example.com', 'old@example.com']);
  expect(result).toMatchObject({ imported: 1, repeated: 1 });
});

it('tells whom the file calls subscribed and who receives nothing', async () => {
  suppress(desk.db, { email: 'a@example.com', reason: 'bounced', evidence: '550', now });
  const listId = createList(desk.db, { name: 'People', now }).id;
  const left = createContact(desk.db, { email: 'b@example.com', now }).id;
  setMembership(desk.db, { listId, contactIds: [left], status: 'unsubscribed', consent, now });
  const result = await desk.bring(
    'email,status\na@example.com,ja\nb@example.com,ja\nb@example.com,ja\nc@example.com,nein\nd@example.com,ja\n',
  );
  expect(result).toMatchObject({ keptBack: 2, repeated: 1 });
  expect(membershipsOf(desk.db, left)).toMatchObject([{ status: 'unsubscribed' }]);
});

it('leaves everything as it was before, whatever was there, whatever the file, whatever the policy', async () => {
  const address = fc.constantFrom(...'abcdefgh'.split('').map((letter) => `${letter}@example.com`));
  const word = fc.constantFrom('', 'Anna', 'Zoë', '7');
  const status = fc.constantFrom('ja', 'nein', 'bounced', 'spam', 'pending', '');
  const tags = fc.constantFrom('', 'x', 'x|y', 'Z');
  const row = fc.tuple(address, word, word, word, status, tags);
  const files = fc.array(fc.array(row, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 3 });
  const policy = fc.constantFrom('skip', 'fill', 'overwrite');
  const list = fc.constantFrom('People', 'Others');
  const text = (rows: [string, string, string, string, string, string][]) =>
    `email,vorname,nachname,ort,status,tags\n${rows.map((cells) => cells.join(',')).join('\n')}\n`;
  const mapping = [
    { to: 'email' },
    { to: 'firstName' },
    { to: 'lastName' },
    { to: 'newField', label: 'Ort', type: 'text' },
    { to: 'status' },
    { to: 'tags' },
  ] as const;
  await fc.assert(
    fc.asyncProperty(files, fc.array(fc.tuple(policy, list), { minLength: 3, maxLength: 3 }), async (contents, choices) => {
      const states = [dump()];
      const results: ImportResult[] = [];
      for (const [at, rows] of contents.entries()) {
        const [existing = 'fill', newName = 'People'] = choices[at] ?? [];
        results.push(await desk.bring(text(rows), { existing, list: { newName }, mapping: [...mapping], tags: ['all'] }));
        states.push(dump());
      }
      for (const result of results.toReversed()) {
        states.pop();
        expect(await undo(result)).toMatchObject({ undo: 'undone', undoKept: 0 });
        expect(dump()).toEqual(states.at(-1));
      }
    }),
    { numRuns: 60 },
  );
}, 30_000);
