import { afterEach, beforeEach, expect, it } from 'vitest';
import { createChanges } from '../base/changes.ts';
import { silentLogger } from '../base/logger.ts';
import { addTag, createContact, removeContacts } from '../contacts/contacts.ts';
import { sql, type WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import { createPeopleFinder, type PeopleFinder } from './finder.ts';

const MANY = 3200;
let db: WriteDb;
let closeDb: () => void;
let finder: PeopleFinder;
const changes = createChanges();
beforeEach(async () => {
  ({ db, close: closeDb } = await workspaceDb());
  finder = createPeopleFinder({ db, changes, logger: silentLogger });
});
afterEach(async () => {
  await finder.stop();
  closeDb();
});

const find = (search: string, more: object = {}) =>
  finder.page({ selection: { search, ...more }, sort: 'email', descending: false, offset: 0, limit: 10 });

it('finds few and many alike, and what was written a moment ago', async () => {
  createContact(db, { email: 'first@example.com', firstName: 'Änne', now: 1 });
  expect(await find('anne')).toMatchObject({ total: 1, rows: [{ email: 'first@example.com' }] });
  db.transaction(() => {
    for (let at = 0; at < MANY; at++) createContact(db, { email: `p${at}@example.com`, now: 1 });
  });
  expect(await find('example')).toMatchObject({ total: MANY + 1 });
  const [found] = (await find('p3111')).rows;
  removeContacts(db, { ids: [found?.id ?? ''], now: 2 });
  expect(await find('p3111')).toMatchObject({ total: 0 });
  const again = createContact(db, { email: 'p3111@example.com', now: 3 });
  const tagId = 1;
  expect(await find('p3111')).toMatchObject({ total: 1 });
  addTag(db, { name: 'vip', contactIds: [again.id], now: 3 });
  changes.announce('tags');
  expect(await find('', { tagId })).toMatchObject({ total: 1, rows: [{ id: again.publicId, tags: ['vip'] }] });
});

it('answers everybody who asks at once, and says why where it cannot', async () => {
  db.transaction(() => {
    for (let at = 0; at < MANY; at++) createContact(db, { email: `p${at}@example.com`, now: 1 });
  });
  const answers = await Promise.all(['p1', 'p12', 'p123'].map((search) => find(search)));
  expect(answers.map(({ total }) => total)).toEqual([1111, 111, 11]);
  const among = { text: 'SELECT nobody FROM lists', values: [], isSql: true } as const;
  await expect(find('', { among })).rejects.toThrow('no such column: nobody');
  expect(await find('p123')).toMatchObject({ total: 11 });
});

it('takes in who comes while a window is there, and goes on answering when it has gone', async () => {
  const leave = finder.attend();
  db.transaction(() => {
    for (let at = 0; at < MANY; at++) createContact(db, { email: `p${at}@example.com`, now: 1 });
  });
  changes.announce('imports', 'contacts', 'lists');
  createContact(db, { email: 'late@example.com', now: 2 });
  changes.announce('imports', 'contacts', 'lists');
  expect(await find('late')).toMatchObject({ total: 1 });
  expect(await find('example')).toMatchObject({ total: MANY + 1 });
  leave();
  expect(await find('p3111')).toMatchObject({ total: 1 });
});

it('has what looks at very many rows done where it holds nobody up', async () => {
  const count = () => finder.rows<{ people: number }>(sql`/* test.count */ SELECT count(*) AS people FROM contacts`);
  expect(await count()).toEqual([{ people: 0 }]);
  db.transaction(() => {
    for (let at = 0; at < MANY; at++) createContact(db, { email: `p${at}@example.com`, now: 1 });
  });
  expect(await count()).toEqual([{ people: MANY }]);
  await expect(finder.rows(sql`SELECT nobody FROM lists`)).rejects.toThrow('no such column: nobody');
});
