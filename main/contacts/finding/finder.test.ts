import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sql, type WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import { fold, nameKey } from '../fold.ts';
import { emailKey } from '../people/email-key.ts';
import { forgetOldChanges, hasOldChanges } from './changes.store.ts';
import { createFinder, type Finder, type PageQuestion } from './finder.ts';
import { contactsWithField } from './with-field.report.ts';

let db: WriteDb;
let close: () => void;
let finder: Finder;
let versions: PageQuestion['versions'];
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
  finder = createFinder(db);
  versions = { people: 0, anything: 0 };
  db.run(sql`INSERT INTO lists (id, public_id, name, created_at, updated_at) VALUES (1, 'news', 'News', 1, 1)`);
  db.run(sql`INSERT INTO tags (id, public_id, name, created_at) VALUES (1, 'vip', 'vip', 1)`);
});
afterEach(() => close());

type Person = { email: string; firstName: string; lastName: string; city: string | number | null; changed: number };
let next = 0;
function put(person: Person): number {
  const address = emailKey(person.email);
  if (!address.ok) throw new Error(address.reason);
  const id = (db.value<number>(sql`SELECT coalesce(max(id), 0) FROM contacts`) ?? 0) + 1;
  const fields = person.city === null ? '{}' : JSON.stringify({ city: person.city });
  const done = db.run(
    sql`INSERT OR IGNORE INTO contacts (id, public_id, email, email_key, first_name, last_name, name_key, fields, created_at, updated_at)
      VALUES (${id}, ${`c${++next}`}, ${address.email}, ${address.key}, ${person.firstName}, ${person.lastName}, ${nameKey(person)}, ${fields}, 1, ${person.changed})`,
  );
  return done.changes === 0 ? 0 : id;
}
const remove = (id: number) => db.run(sql`DELETE FROM contacts WHERE id = ${id}`);
function change(id: number, person: Person): void {
  db.run(
    sql`UPDATE contacts SET first_name = ${person.firstName}, last_name = ${person.lastName}, name_key = ${nameKey(person)},
      fields = ${person.city === null ? '{}' : JSON.stringify({ city: person.city })}, updated_at = ${person.changed} WHERE id = ${id}`,
  );
}
const page = (asked: Partial<PageQuestion>) =>
  finder.page({ selection: {}, sort: 'created', descending: false, offset: 0, limit: 500, versions, ...asked });
const emails = async (asked: Partial<PageQuestion>) => (await page(asked)).rows.map(({ email }) => email);

type Row = { id: number; email: string; key: string; name: string; city: string | number | null; changed: number };
const everyone = (): Row[] =>
  db.all(
    sql`SELECT id, email, email_key AS key, name_key AS name, fields ->> '$.city' AS city, updated_at AS changed FROM contacts ORDER BY id`,
  );

/** What a plain look at each contact finds, sorted by a plain sort. */
function plainly({ search, sort, descending }: { search: string; sort: PageQuestion['sort']; descending: boolean }): string[] {
  const words = search.split(/\s+/).filter(Boolean).map(fold);
  const found = everyone().filter((row) =>
    words.every((word) =>
      [row.key, fold(row.email), row.name.startsWith('\u{10ffff}') ? '' : row.name].some((text) => text.includes(word)),
    ),
  );
  const keyOf = (row: Row): string | number | null => {
    if (sort === 'created') return row.id;
    if (sort === 'changed') return row.changed;
    if (sort === 'email') return row.key;
    if (sort === 'name') return row.name.startsWith('\u{10ffff}') ? null : row.name;
    return typeof row.city === 'string' ? fold(row.city) : row.city;
  };
  const compare = (a: Row, b: Row) => {
    const [one, other] = [keyOf(a) ?? '', keyOf(b) ?? ''];
    if (one === other) return a.id - b.id;
    if (typeof one !== typeof other) return typeof one === 'number' ? -1 : 1;
    return one < other ? -1 : 1;
  };
  const known = found.filter((row) => keyOf(row) !== null).sort(compare);
  if (descending) known.reverse();
  return [...known, ...found.filter((row) => keyOf(row) === null)].map(({ email }) => email);
}

const word = fc.constantFrom('anna', 'Jörg', 'Müller', 'O’Neill', 'Weiß', 'Łukasz', 'b', 'bü', '.', 'bo', 'Anna Maria', '');
const person = fc.record({
  email: fc
    .tuple(
      fc.constantFrom('anna', 'jorg', 'Bob', 'jörg', 'x'),
      fc.nat(60),
      fc.constantFrom('bücher.example', 'web.de', 'Mail.EXAMPLE'),
    )
    .map(([name, number, domain]) => `${name}${number}@${domain}`),
  firstName: word,
  lastName: word,
  city: fc.constantFrom<string | number | null>('Köln', 'koln', 'Berlin', 'a much longer name of a city', 7, 12, null),
  changed: fc.integer({ min: 1, max: 2 ** 41 }),
});
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('put' as const), person }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('change' as const), at: fc.nat(), person }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), at: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove-last' as const), many: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('follow' as const, 'warm-up' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      search: fc.constantFrom(
        '',
        'a',
        'MÜL',
        'muller',
        'buch',
        'bücher',
        'xn--',
        'o’n',
        'anna b',
        '@web',
        'zzz',
        'ß',
        '1',
        'e.d',
        'jörg 1',
      ),
      sort: fc.constantFrom<PageQuestion['sort']>('created', 'email', 'name', 'changed', 'field:city'),
      descending: fc.boolean(),
    }),
  },
);

it('finds and sorts as a plain look at everybody does, whatever happens to them in between', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      db.run(sql`DELETE FROM contacts`);
      finder = createFinder(db);
      for (const one of steps) {
        const ids = everyone().map(({ id }) => id);
        if (one.do === 'put') put(one.person);
        else if (one.do === 'change' && ids.length > 0) change(ids[one.at % ids.length] ?? 0, one.person);
        else if (one.do === 'remove' && ids.length > 0) remove(ids[one.at % ids.length] ?? 0);
        else if (one.do === 'remove-last') for (const id of ids.slice(-one.many)) remove(id);
        else if (one.do === 'follow') await finder.follow();
        else if (one.do === 'warm-up') await finder.warmUp();
        else if (one.do === 'ask') {
          const found = await page({ ...one, selection: { search: one.search } });
          const expected = plainly(one);
          expect(found.rows.map(({ email }) => email)).toEqual(expected);
          expect(found.total).toBe(expected.length);
        }
      }
    }),
    { numRuns: 150 },
  );
});

const fill = (count: number) =>
  db.transaction(() => {
    for (let at = 0; at < count; at++)
      put({ email: `p${at}@web.de`, firstName: at % 3 ? 'Anna' : 'Bo', lastName: `L${at % 7}`, city: at % 5, changed: 9 });
  });

it.each([true, false])('gives any window of many as a part of the whole (descending: %s)', async (descending) => {
  fill(4000);
  for (const search of ['', 'anna', 'p123', 'l5 bo']) {
    for (const sort of ['created', 'name', 'field:city'] as const) {
      const whole = plainly({ search, sort, descending });
      for (const offset of [0, 90, 1500, whole.length - 20, whole.length + 5]) {
        if (offset < 0) continue;
        const found = await page({ selection: { search }, sort, descending, offset, limit: 30 });
        expect(found.total).toBe(whole.length);
        expect(found.rows.map(({ email }) => email)).toEqual(whole.slice(offset, offset + 30));
      }
    }
  }
});

it('narrows down by list, status, tag and any other people that are named', async () => {
  fill(20);
  db.run(sql`INSERT INTO memberships (public_id, contact_id, list_id, status, consent_method, created_at, updated_at)
    SELECT 'm' || id, id, 1, CASE WHEN id < 5 THEN 'subscribed' ELSE 'unsubscribed' END, 'manual', 1, 1 FROM contacts WHERE id < 8`);
  db.run(sql`INSERT INTO contact_tags (contact_id, tag_id) SELECT id, 1 FROM contacts WHERE id % 2 = 0`);
  const at = (...ids: number[]) => ids.map((id) => `p${id - 1}@web.de`);
  expect(await emails({ selection: { listId: 1 } })).toEqual(at(1, 2, 3, 4, 5, 6, 7));
  expect(await emails({ selection: { listId: 1, status: 'subscribed' }, descending: true })).toEqual(at(4, 3, 2, 1));
  expect(await emails({ selection: { status: 'unsubscribed', tagId: 1 } })).toEqual(at(6));
  expect(await emails({ selection: { listId: 1, tagId: 1, search: 'p3' } })).toEqual(at(4));
  expect(
    await emails({ selection: { among: sql`SELECT contact_id FROM memberships WHERE contact_id > ${5}`, tagId: 1 } }),
  ).toEqual(at(6));
  const who = { op: 'all', of: [{ op: 'not', of: { op: 'field', rule: { key: 'city', op: 'is', value: 0 } } }] } as const;
  // A set is asked in place of the statement for the same people.
  expect(await emails({ selection: { who, among: sql`SELECT nobody FROM lists`, listId: 1, tagId: 1 } })).toEqual(at(2, 4));
  // What was found by a filter is kept until it is said that people have changed.
  db.run(sql`INSERT INTO contact_tags (contact_id, tag_id) VALUES (1, 1)`);
  versions = { people: 1, anything: 1 };
  expect(await emails({ selection: { tagId: 1, listId: 1 } })).toEqual(at(1, 2, 4, 6));
});

it('has everybody in it who came while it was reading for the first time', async () => {
  fill(9000);
  const ready = finder.warmUp();
  const first = page({ descending: true, limit: 5 });
  const second = page({ selection: { search: 'late' } });
  put({ email: 'late@web.de', firstName: '', lastName: '', city: null, changed: 1 });
  expect((await first).total).toBe(9000);
  expect((await second).total).toBe(1);
  await ready;
  expect((await page({})).total).toBe(9001);
});

it('reads everybody anew when more has changed than was kept', async () => {
  fill(10);
  expect((await page({})).total).toBe(10);
  db.run(sql`DELETE FROM contacts WHERE id > 5`);
  db.run(sql`DELETE FROM contact_changes`);
  expect((await page({ selection: { search: 'p' } })).total).toBe(5);
});

it('clears old changes away in turns, and sees whoever has missed some', async () => {
  fill(3);
  expect((await page({})).total).toBe(3);
  expect(hasOldChanges(db)).toBe(false);
  const many = sql`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 135000)
    INSERT INTO contact_changes (contact_id) SELECT 1 FROM n`;
  db.run(many);
  remove(2);
  expect(hasOldChanges(db)).toBe(true);
  let turns = 1;
  while (forgetOldChanges(db)) turns++;
  expect(turns).toBe(2);
  expect(hasOldChanges(db)).toBe(false);
  db.run(sql`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 131000)
    INSERT INTO set_changes (what, of, contact_id) SELECT 'tag', 1, 1 FROM n`);
  expect(hasOldChanges(db)).toBe(true);
  while (forgetOldChanges(db));
  expect(hasOldChanges(db)).toBe(false);
  expect((await page({})).total).toBe(2);
});

const rule = fc.oneof(
  fc.record({
    op: fc.constantFrom('is' as const, 'less' as const, 'at-most' as const, 'more' as const, 'at-least' as const),
    value: fc.constantFrom<string | number>('KÖLN', 'berlin', 'c', 7, 9),
  }),
  fc.record({
    op: fc.constantFrom('contains' as const, 'begins' as const, 'ends' as const),
    value: fc.constantFrom('o', 'ber', 'LIN', 'ln', '2'),
  }),
  fc.constant({ op: 'between' as const, from: 'b', to: 'köln' }),
  fc.constant({ op: 'one-of' as const, values: ['koln', 'Köln', 'Berlin', 12] }),
  fc.constant({ op: 'filled' as const }),
);

it('counts who has a value in a field as the database does, also within sets of sets', async () => {
  db.transaction(() => {
    const cities = ['Köln', 'koln', 'Berlin', 'Cork', 'a much longer name', 7, 12, null];
    for (let at = 0; at < 60; at++)
      put({ email: `p${at}@web.de`, firstName: '', lastName: '', city: cities[at % 8] ?? null, changed: 9 });
  });
  await fc.assert(
    fc.asyncProperty(rule, rule, fc.boolean(), async (one, other, change) => {
      if (change)
        db.run(
          sql`UPDATE contacts SET fields = json_object('city', 'Bern') WHERE id = (SELECT id FROM contacts WHERE fields = '{}' LIMIT 1)`,
        );
      const field = { op: 'field', rule: { key: 'city', ...one } } as const;
      const some = { op: 'some', select: contactsWithField(db, { key: 'city', ...other }) } as const;
      const inSql = new Set(db.all<{ id: number }>(contactsWithField(db, { key: 'city', ...one })).map(({ id }) => id));
      const others = new Set(db.all<{ id: number }>(some.select).map(({ id }) => id));
      versions = { people: versions.people + 1, anything: versions.anything + 1 };
      expect(await finder.count({ set: field, versions })).toBe(inSql.size);
      expect(await finder.count({ set: { op: 'not', of: field }, versions })).toBe(60 - inSql.size);
      expect(await finder.count({ set: { op: 'all', of: [field, some] }, versions })).toBe(
        [...inSql].filter((id) => others.has(id)).length,
      );
      expect(await finder.count({ set: { op: 'any', of: [{ op: 'not', of: field }, some] }, versions })).toBe(
        60 - [...inSql].filter((id) => !others.has(id)).length,
      );
    }),
    { numRuns: 200 },
  );
});
