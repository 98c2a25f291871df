import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ExportFormat } from '#shared/rpc/exports.ts';
import { silentLogger } from '../base/logger.ts';
import { addTag, createContact, createField, suppress } from '../contacts/contacts.ts';
import { sql, type WriteDb } from '../db/db.ts';
import { temporaryFolder } from '../db/testing.ts';
import { type Desk, importDesk, NOW } from '../imports/testing.ts';
import { createList, setMembership } from '../lists/lists.ts';
import { createExports, type ExportPlan, writeExport } from './exports.ts';
import { xlsxWriter } from './xlsx.ts';

let desk: Desk;
let folder: string;
let remove: () => void;
beforeEach(async () => {
  desk = await importDesk();
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => {
  desk.close();
  remove();
});

const everyone = sql`SELECT id FROM contacts ORDER BY id`;
const exportsOf = (db: WriteDb) =>
  createExports({
    db,
    folder: join(folder, 'files'),
    clock: () => NOW,
    logger: silentLogger,
    writeExport: (job, { signal }) => writeExport(job, signal),
  });

const fieldsOf = (db: WriteDb) => {
  for (const [label, type] of [
    ['Nickname', 'text'],
    ['Visits', 'number'],
    ['Member', 'boolean'],
    ['Birthday', 'date'],
  ] as const)
    createField(db, { label, type, now: NOW });
};

async function exported(
  plan: Partial<Extract<ExportPlan, { contacts: unknown }>['contacts']> = {},
  format: ExportFormat = 'csv',
) {
  const path = join(folder, `out.${format}`);
  const rows = await exportsOf(desk.db).toFile(
    { contacts: { select: everyone, columns: 'all', listId: null, ...plan } },
    { path, format },
  );
  return { path, rows, text: readFileSync(path, 'utf8') };
}

it('writes what is known of people, with their standing and consent', async () => {
  fieldsOf(desk.db);
  const list = createList(desk.db, { name: 'News', now: NOW });
  const person = (email: string, fields = {}) => createContact(desk.db, { email, firstName: 'Anna', fields, now: NOW }).id;
  const anna = person('Anna@Example.com', { nickname: 'A, "B"', visits: -3.5, member: true, birthday: '1999-12-31' });
  const consent = { method: 'form', source: 'shop', at: NOW } as const;
  setMembership(desk.db, { listId: list.id, contactIds: [anna], status: 'subscribed', consent, now: NOW });
  addTag(desk.db, { name: 'VIP', contactIds: [anna], now: NOW });
  person('theo@blocked.example');
  suppress(desk.db, { email: '@blocked.example', reason: 'blocked', evidence: 'rivals', now: NOW });
  const { rows, text } = await exported();
  expect(rows).toBe(2);
  expect(text).toBe(
    [
      '\ufeffEmail,First name,Last name,Nickname,Visits,Member,Birthday,Tags,Status,Consent source,Consent date',
      'Anna@Example.com,Anna,,"A, ""B""",-3.5,yes,1999-12-31,VIP,subscribed,shop,2023-11-14T22:13:20Z',
      'theo@blocked.example,Anna,,,,,,,blocked,,',
      '',
    ].join('\r\n'),
  );
});

it.each(['=1+1', '+43 660', '-Anna', '@home', '\tx', "'-Anna"])('keeps a spreadsheet from running %j', async (nickname) => {
  fieldsOf(desk.db);
  const { publicId } = createContact(desk.db, { email: 'a@example.com', now: NOW });
  // As an older version or a script may have left it, not trimmed.
  desk.db.run(sql`UPDATE contacts SET fields = ${JSON.stringify({ nickname })} WHERE public_id = ${publicId}`);
  const { text } = await exported({ columns: [{ field: 'nickname' }] });
  expect(text.split('\r\n')[1]?.replaceAll('"', '')).toBe(`'${nickname}`);
});

const word = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
    fc.constantFrom(
      '-Anna',
      "'-Anna",
      "''=x",
      '=SUM(A1)',
      '+43 660 1',
      '@home',
      'a "b", c',
      'two\nlines',
      '007',
      'yes',
      "'quoted'",
    ),
  )
  // What an import cleans away was never in a contact that was made by hand or by one.
  .map((text) => text.replace(/[\p{Cc}\p{Cf}\p{Cs}\ufeff\ufffd]/gu, '').trim())
  .filter((text) => text !== '');
// Spreadsheets keep 15 digits of a number, and so does what reads them.
const number = fc
  .double({ noNaN: true, noDefaultInfinity: true, min: -1e200, max: 1e200 })
  .map((value) => (Math.abs(value) < 1e-200 ? 0 : Number(value.toPrecision(15))));
const person = fc.record({
  firstName: fc.option(word, { nil: '' }),
  lastName: fc.option(word, { nil: '' }),
  nickname: fc.option(word, { nil: undefined }),
  visits: fc.option(number, { nil: undefined }),
  member: fc.option(fc.boolean(), { nil: undefined }),
  birthday: fc.option(
    fc
      .date({ min: new Date('1901-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map((day) => day.toISOString().slice(0, 10)),
    { nil: undefined },
  ),
  tags: fc.uniqueArray(fc.constantFrom('VIP', 'Graz', '=tag', 'Émile'), { maxLength: 3 }),
  status: fc.constantFrom('subscribed', 'pending', 'unsubscribed'),
});

/** Contacts as they are, whatever their ids. */
const known = (db: WriteDb) =>
  db.all(sql`SELECT c.email, c.first_name, c.last_name, m.status, m.consent_at,
      (SELECT group_concat(name, '|') FROM (SELECT t.name FROM contact_tags ct JOIN tags t ON t.id = ct.tag_id
        WHERE ct.contact_id = c.id ORDER BY t.name)) AS tags,
      c.fields ->> 'nickname' AS nickname, c.fields ->> 'visits' AS visits, c.fields ->> 'member' AS member,
      c.fields ->> 'birthday' AS birthday
    FROM contacts c JOIN memberships m ON m.contact_id = c.id ORDER BY c.email`);

it.each(['csv', 'xlsx'] as const)('gives the same people back when its own %s is imported again', async (format) => {
  const there = await importDesk();
  const empty = (db: WriteDb) => {
    for (const table of ['contacts', 'lists', 'tags', 'suppressions', 'imports'])
      db.run({ text: `DELETE FROM ${table}`, values: [], isSql: true });
  };
  for (const { db } of [desk, there]) fieldsOf(db);
  await fc.assert(
    fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 40 }), async (people) => {
      for (const { db } of [desk, there]) empty(db);
      const list = createList(desk.db, { name: 'News', now: NOW });
      desk.db.transaction(() => {
        people.forEach(({ firstName, lastName, tags, status, ...values }, index) => {
          const fields = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
          const { id } = createContact(desk.db, { email: `Person${index}@Example.com`, firstName, lastName, now: NOW });
          desk.db.run(sql`UPDATE contacts SET fields = ${JSON.stringify(fields)} WHERE id = ${id}`);
          const consent = { method: 'form', source: 'shop', at: NOW } as const;
          setMembership(desk.db, { listId: list.id, contactIds: [id], status: 'subscribed', consent, now: NOW });
          desk.db.run(sql`UPDATE memberships SET status = ${status} WHERE contact_id = ${id}`);
          for (const name of tags) addTag(desk.db, { name, contactIds: [id], now: NOW });
        });
      });
      const { path } = await exported({}, format);
      const result = await there.bring({ path });
      expect(result).toMatchObject({ state: 'finished', imported: people.length, rejected: 0 });
      expect(known(there.db)).toEqual(known(desk.db));
    }),
    { numRuns: 12, interruptAfterTimeLimit: 15_000, markInterruptAsFailure: true },
  );
  there.close();
});

it('goes on in a second sheet where the first is full', async () => {
  const path = join(folder, 'two.xlsx');
  const writer = xlsxWriter(path, { header: ['Email'], total: 3, mostRows: 3 });
  for (const email of ['a@example.com', 'b@example.com', 'c@example.com']) await writer.row([email]);
  await writer.end();
  const { columns, sheets } = await desk.imports.preview({ path });
  expect(columns.map(({ name }) => name)).toEqual(['Email']);
  expect(sheets).toEqual(['Contacts 1', 'Contacts 2']);
});

it('writes the suppressed with their reasons, domains among them', async () => {
  suppress(desk.db, { email: 'Anna@Example.com', reason: 'complained', evidence: '=cmd', now: NOW });
  suppress(desk.db, { email: '@rivals.example', reason: 'blocked', evidence: '', now: NOW });
  const path = join(folder, 's.csv');
  await exportsOf(desk.db).toFile({ suppressions: { search: '' } }, { path, format: 'csv' });
  expect(readFileSync(path, 'utf8')).toBe(
    "\ufeffAddress,Reason,Evidence,Since\r\nrivals.example,blocked,,2023-11-14T22:13:20Z\r\nAnna@Example.com,complained,'=cmd,2023-11-14T22:13:20Z\r\n",
  );
});

it('hands a finished file over once, and leaves nothing of a stopped one', async () => {
  createContact(desk.db, { email: 'a@example.com', now: NOW });
  const exports = exportsOf(desk.db);
  const id = exports.start({ contacts: { select: everyone, columns: 'all', listId: null } }, 'csv');
  expect(exports.take(id)).toBeNull();
  let last: unknown;
  for await (const state of exports.watch(id)) last = state;
  expect(last).toMatchObject({ state: 'finished', rows: 1, fileName: 'Contacts 2023-11-14.csv' });
  const file = exports.take(id);
  expect(readFileSync(file?.path ?? '', 'utf8')).toContain('a@example.com');
  file?.done();
  expect(exports.take(id)).toBeNull();
  await exports.stop();
});
