import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { conflict } from '../base/errors.ts';
import {
  createContact,
  describeContact,
  findContact,
  isSuppressed,
  listFields,
  listTags,
  suppress,
  suppressionOf,
} from '../contacts/contacts.ts';
import { sql } from '../db/db.ts';
import { createList, listLists, membershipsOf, setMembership } from '../lists/lists.ts';
import {
  forgetRejected,
  listImports,
  pageRejects,
  pageWarnings,
  parseRows,
  rejectsFile,
  requireImport,
  warningsFile,
} from './imports.ts';
import { type Desk, importDesk, NOW } from './testing.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await importDesk();
});
afterEach(() => desk.close());

const counts = ({
  rows,
  imported,
  updated,
  unchanged,
  rejected,
}: Record<'rows' | 'imported' | 'updated' | 'unchanged' | 'rejected', number>) => [rows, imported, updated, unchanged, rejected];
const person = (email: string) => {
  const contact = findContact(desk.db, email);
  if (!contact) throw new Error(`${email} is missing`);
  return contact;
};
const statusOf = (email: string) => membershipsOf(desk.db, person(email).id).map((membership) => membership.status);
const reasons = (id: string) => pageRejects(desk.db, { id, offset: 0, limit: 100 }).rows.map((row) => [row.line, row.reason]);

const utf16 = (text: string, mark: boolean, big = false) => {
  const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
  return big ? bytes.swap16() : bytes;
};
const encodings = {
  'UTF-8': (text: string) => Buffer.from(text),
  'UTF-8 with a mark': (text: string) => Buffer.from(`\ufeff${text}`),
  'UTF-16 LE with a mark': (text: string) => utf16(text, true),
  'UTF-16 LE': (text: string) => utf16(text, false),
  'UTF-16 BE with a mark': (text: string) => utf16(text, true, true),
  'UTF-16 BE': (text: string) => utf16(text, false, true),
  'Windows-1252': (text: string) => Buffer.from(text.replaceAll('€', '\u0080').replaceAll('’', '\u0092'), 'latin1'),
};

for (const [encoding, encode] of Object.entries(encodings)) {
  it.each([
    [',', 'comma'],
    [';', 'semicolon'],
    ['\t', 'tab'],
    ['|', 'bar'],
  ])(`reads ${encoding} with %j between the cells`, async (delimiter) => {
    const rows = [
      ['E-Mail', 'Vorname', 'Nachname', 'Notiz'],
      ['zoe@example.com', 'Zoë', 'O’Neill', '"mag €\nund Öl"'],
      ['jorg@example.com', 'Jörg', 'Weiß', ''],
    ];
    const result = await desk.bring(encode(rows.map((row) => row.join(delimiter)).join('\r\n')));
    expect(counts(result)).toEqual([2, 2, 0, 0, 0]);
    expect(person('zoe@example.com')).toMatchObject({
      firstName: 'Zoë',
      lastName: 'O’Neill',
      fields: { notiz: 'mag €\nund Öl' },
    });
    expect(person('jorg@example.com')).toMatchObject({ firstName: 'Jörg', lastName: 'Weiß' });
  });
}

it('imports what a German spreadsheet writes', async () => {
  const text =
    'sep=;\r\nKunden-Nr.;E-Mail-Adresse;Vorname;Nachname;Umsatz;Geburtsdatum;Newsletter\r\n0815;MAX@Müller.example ;Max;"Müller; sen.";1.234,50;31.12.1970;ja\r\n0816;eva@example.com;Eva;Groß;12,00;01.02.1980;nein\r\n;;;;;;\r\n';
  const result = await desk.bring(encodings['Windows-1252'](text));
  expect(counts(result)).toEqual([2, 2, 0, 0, 0]);
  expect(listFields(desk.db)).toMatchObject([
    { key: 'kunden_nr', type: 'text' },
    { key: 'umsatz', type: 'number' },
    { key: 'geburtsdatum', type: 'date' },
  ]);
  expect(person('max@müller.example')).toMatchObject({
    email: 'MAX@Müller.example',
    lastName: 'Müller; sen.',
    fields: { kunden_nr: '0815', umsatz: 1234.5, geburtsdatum: '1970-12-31' },
  });
  expect(statusOf('max@müller.example')).toEqual(['subscribed']);
  expect(statusOf('eva@example.com')).toEqual(['unsubscribed']);
  expect(suppressionOf(desk.db, 'eva@example.com')).toMatchObject({
    reason: 'unsubscribed',
    evidence: 'The file people.csv says so',
  });
});

it('says of each row that it cannot take on which line it is and why, and takes all others', async () => {
  const result = await desk.bring(
    [
      'email,name,visits',
      'a@example.com,Anna,1',
      ',Nobody,2',
      'b at example.com,Bob,3',
      '"c@example.com","two\nlines",4',
      'd@example.com,Dora,4,too,many',
      'e@example.com,"Emil,5',
      'f@example.com',
      '',
      'g@example.com,G\0ero,7',
      'h\0@example.com,Hans,8',
      'i@example.com,Ida,"9',
    ].join('\n'),
    { mapping: [{ to: 'email' }, { to: 'firstName' }, { to: 'newField', label: 'Visits', type: 'number' }] },
  );
  expect(result.state).toBe('finished');
  expect(counts(result)).toEqual([10, 4, 0, 0, 6]);
  expect(reasons(result.id)).toEqual([
    [3, 'There is no email address.'],
    [4, 'The address has a space.'],
    [7, 'The row has 5 cells, and the file has 3 columns.'],
    [8, 'A quotation mark is opened and not closed.'],
    [12, 'The address has an invisible character.'],
    [13, 'A quotation mark is opened and not closed.'],
  ]);
  expect(person('c@example.com').firstName).toBe('two\nlines');
  expect(person('g@example.com').firstName).toBe('Gero');
  expect(person('f@example.com').firstName).toBe('');
});

it('rejects a value that is not of its field’s type, and a character that could not be read', async () => {
  const mapping = [{ to: 'email' }, { to: 'newField', label: 'Visits', type: 'number' }, { to: 'firstName' }] as const;
  const bytes = Buffer.concat([
    Buffer.from('email,visits,name\na@example.com,many,A\nb@example.com,2,B'),
    Buffer.from([0xfc]),
    Buffer.from('rn\nc@example.com,3,Ü\n'),
  ]);
  const result = await desk.bring(bytes, { mapping: [...mapping], reading: { encoding: 'utf-8', delimiter: ',', header: true } });
  expect(counts(result)).toEqual([3, 1, 0, 0, 2]);
  expect(reasons(result.id)).toEqual([
    [2, 'Visits: “many” is not a number.'],
    [3, '“B\ufffdrn” has a character that could not be read; is the encoding right?'],
  ]);
});

it('rejects a status that is not understood instead of guessing', async () => {
  const result = await desk.bring(
    'email,status\na@example.com,subscribed\nb@example.com,cleaned\nc@example.com,unsubscribed\nd@example.com,pending\ne@example.com,\nf@example.com,perhaps\n',
    {
      mapping: [{ to: 'email' }, { to: 'status' }],
    },
  );
  expect(counts(result)).toEqual([6, 5, 0, 0, 1]);
  expect(['a', 'b', 'c', 'd', 'e'].map((name) => statusOf(`${name}@example.com`)[0])).toEqual([
    'subscribed',
    'unsubscribed',
    'unsubscribed',
    'pending',
    'subscribed',
  ]);
  expect(['a', 'b', 'c', 'd', 'e'].map((name) => suppressionOf(desk.db, `${name}@example.com`)?.reason ?? null)).toEqual([
    null,
    'bounced',
    'unsubscribed',
    null,
    null,
  ]);
});

it('never subscribes who has unsubscribed or is suppressed', async () => {
  const listId = createList(desk.db, { name: 'People', now: NOW }).id;
  const left = createContact(desk.db, { email: 'left@example.com', now: NOW }).id;
  setMembership(desk.db, {
    listId,
    contactIds: [left],
    status: 'unsubscribed',
    consent: { method: 'form', source: '', at: NOW },
    now: NOW,
  });
  suppress(desk.db, { email: 'Gone@Example.com', reason: 'bounced', evidence: '550', now: NOW });
  await desk.bring('email,status\nleft@example.com,subscribed\ngone@example.com,subscribed\nnew@example.com,subscribed\n');
  expect(statusOf('left@example.com')).toEqual(['unsubscribed']);
  expect(statusOf('gone@example.com')).toEqual(['unsubscribed']);
  expect(suppressionOf(desk.db, 'gone@example.com')?.reason).toBe('bounced');
  expect(statusOf('new@example.com')).toEqual(['subscribed']);
});

it('hears a wish for no mail even of people who are to be skipped', async () => {
  await desk.bring('email,name\na@example.com,Anna\n');
  const result = await desk.bring('email,name,status\na@example.com,Other,unsubscribed\n', {
    existing: 'skip',
    mapping: [{ to: 'email' }, { to: 'firstName' }, { to: 'status' }],
  });
  expect(counts(result)).toEqual([1, 0, 1, 0, 0]);
  expect(person('a@example.com').firstName).toBe('Anna');
  expect(statusOf('a@example.com')).toEqual(['unsubscribed']);
  expect(isSuppressed(desk.db, 'a@example.com')).toBe(true);
});

it('leaves people as they are and has them join the list all the same, unless they left it or are suppressed', async () => {
  await desk.bring('email,name,tags\na@example.com,Anna,old\nleft@example.com,Lea,\nbounced@example.com,Bo,\n');
  const other = await desk.bring('email,name\nleft@example.com,Lea\n', { list: { newName: 'Other' } });
  setMembership(desk.db, {
    listId: desk.db.value<number>(sql`SELECT id FROM lists WHERE public_id = ${other.listId}`) ?? 0,
    contactIds: [person('left@example.com').id],
    status: 'unsubscribed',
    consent: { method: 'manual', source: '', at: NOW },
    now: NOW,
  });
  suppress(desk.db, { email: 'bounced@example.com', reason: 'bounced', evidence: 'no such mailbox', now: NOW });
  const before = person('a@example.com');
  const result = await desk.bring(
    'email,name,tags,date\na@example.com,Other,new,2024-05-06\nleft@example.com,Other,,\nbounced@example.com,,,\n',
    {
      ...{ existing: 'skip', list: { id: other.listId ?? '' }, consentSource: 'the fair', tags: ['Fair'] },
      mapping: [{ to: 'email' }, { to: 'firstName' }, { to: 'tags' }, { to: 'consentAt' }],
    },
  );
  expect(counts(result)).toEqual([3, 0, 2, 1, 0]);
  expect(result.keptBack).toBe(2);
  expect(person('a@example.com')).toEqual(before);
  expect(describeContact(desk.db, before.publicId).tags).toEqual(['old']);
  const joined = (email: string) =>
    describeContact(desk.db, person(email).publicId).memberships.find(({ listName }) => listName === 'Other');
  expect(joined('a@example.com')).toMatchObject({
    ...{ status: 'subscribed', consentMethod: 'import', consentSource: 'the fair', consentAt: Date.parse('2024-05-06') },
  });
  expect(joined('left@example.com')?.status).toBe('unsubscribed');
  expect(joined('bounced@example.com')?.status).toBe('unsubscribed');
});

it('keeps what should be known of rows that it took, to look through and as a file', async () => {
  const text = 'email,name\nanna@gmial.com,Anna\nbob@example.com,Bob\ninfo@shop.example,\ninfo@gmial.com,=Sum\n';
  const result = await desk.bring(text, { correctTypos: true });
  expect(result).toMatchObject({ imported: 4, rejected: 0, corrected: 2, roles: 2 });
  const page = (kind: 'corrected' | 'role') => pageWarnings(desk.db, { id: result.id, kind, offset: 0, limit: 10 });
  expect(page('corrected')).toEqual({
    rows: [
      { line: 2, email: 'anna@gmail.com', written: 'anna@gmial.com' },
      { line: 5, email: 'info@gmail.com', written: 'info@gmial.com' },
    ],
    total: 2,
  });
  expect(page('role')).toMatchObject({ rows: [{ line: 4, email: 'info@shop.example' }, { line: 5 }], total: 2 });
  const { fileName, text: file } = warningsFile(desk.db, result.id);
  expect(fileName).toBe('people – to look at.csv');
  expect(file).toContain('2,anna@gmail.com,anna@gmial.com,corrected as an obvious typo\r\n');
  expect(file).toContain('4,info@shop.example,,address of an office and not of a person\r\n');

  await forgetRejected(desk.db, 'anna@gmail.com');
  expect(page('corrected').rows.map(({ line }) => line)).toEqual([5]);
  expect((await desk.bring(text)).corrected).toBe(0);
});

it('leaves, completes or overwrites who is there already', async () => {
  const first = 'email,vorname,nachname,ort\na@example.com,Anna,,Köln\n';
  const second = 'email,vorname,nachname,ort\na@example.com,Anne,Maier,\nb@example.com,Bob,,Ulm\n';
  await desk.bring(first);
  expect(counts(await desk.bring(second, { existing: 'skip' }))).toEqual([2, 1, 0, 1, 0]);
  expect(person('a@example.com')).toMatchObject({ firstName: 'Anna', lastName: '', fields: { ort: 'Köln' } });
  expect(counts(await desk.bring(second, { existing: 'fill' }))).toEqual([2, 0, 1, 1, 0]);
  expect(person('a@example.com')).toMatchObject({ firstName: 'Anna', lastName: 'Maier', fields: { ort: 'Köln' } });
  expect(counts(await desk.bring(second, { existing: 'overwrite' }))).toEqual([2, 0, 1, 1, 0]);
  expect(person('a@example.com')).toMatchObject({ firstName: 'Anne', lastName: 'Maier', fields: { ort: 'Köln' } });
});

it('takes a repeated address once: the first row stands, later ones fill its gaps', async () => {
  const result = await desk.bring('email,vorname,ort\na@example.com,Anna,\nA@EXAMPLE.com,Anne,Köln\n a@example.com ,,\n');
  expect(counts(result)).toEqual([3, 1, 1, 1, 0]);
  expect(person('a@example.com')).toMatchObject({ firstName: 'Anna', fields: { ort: 'Köln' } });
});

it('keeps consent with its source and date on the membership, and puts tags on', async () => {
  await desk.bring('email,tags,opt-in date\na@example.com,"VIP, Köln",2024-05-06 07:08\nb@example.com,vip,\n', {
    tags: ['Spring'],
    consentSource: 'fair in Ulm',
  });
  const [membership] = membershipsOf(desk.db, person('a@example.com').id);
  expect(membership).toMatchObject({
    consentMethod: 'import',
    consentSource: 'fair in Ulm',
    consentAt: Date.UTC(2024, 4, 6, 7, 8),
  });
  expect(membershipsOf(desk.db, person('b@example.com').id)[0]?.consentAt).toBeNull();
  expect(listTags(desk.db).map(({ name, contacts }) => [name, contacts])).toEqual([
    ['Köln', 1],
    ['Spring', 2],
    ['VIP', 2],
  ]);
  expect(describeContact(desk.db, person('a@example.com').publicId).timeline[0]?.text).toBe(
    'Subscribed to “People” by an import',
  );
});

it.each([
  ['nothing', ''],
  ['a mark alone', '\ufeff'],
  ['a header alone', 'email,name\n'],
  ['blank lines', 'email,name\n\n \r\n,,\n'],
])('imports nobody from a file with %s', async (_, text) => {
  const mapping = [{ to: 'email' }, { to: 'firstName' }] as const;
  expect(counts(await desk.bring(text, { mapping: [...mapping] }))).toEqual([0, 0, 0, 0, 0]);
});

it('reads a file whose lines end as on old systems, and one without a header', async () => {
  expect(counts(await desk.bring('email,name\ra@example.com,Anna\rb@example.com,Bob\r'))).toEqual([2, 2, 0, 0, 0]);
  expect(counts(await desk.bring('c@example.com\nd@example.com'))).toEqual([2, 2, 0, 0, 0]);
});

it('reads on after a line of 10 MB', async () => {
  const result = await desk.bring(
    `email,name\na@example.com,Anna\nb@example.com,${'x'.repeat(10_000_000)}\nc@example.com,Carl\n`,
  );
  expect(counts(result)).toEqual([3, 2, 0, 0, 1]);
  expect(reasons(result.id)).toEqual([[3, 'The row is longer than a million characters.']]);
});

it('refuses a mapping that cannot work', async () => {
  const text = 'name,other\nAnna,x\n';
  await expect(desk.bring(text)).rejects.toMatchObject({ code: 'imports.no-email' });
  await expect(desk.bring(text, { mapping: [{ to: 'email' }, { to: 'email' }] })).rejects.toMatchObject({
    code: 'imports.two-emails',
  });
  await expect(desk.bring(text, { mapping: [{ to: 'email' }, { to: 'field', key: 'gone' }] })).rejects.toMatchObject({
    code: 'imports.unknown-field',
  });
  await expect(desk.bring(text, { mapping: [{ to: 'email' }, { to: 'nothing' }], list: { id: 'gone' } })).rejects.toMatchObject({
    code: 'lists.unknown',
  });
  await expect(desk.bring({ path: '/nowhere/people.csv' })).rejects.toMatchObject({ code: 'imports.file-gone' });
  expect(listImports(desk.db)).toEqual([]);
  expect(listLists(desk.db)).toEqual([]);
});

it('gives the rejected rows back as a file that can be mended and imported again', async () => {
  const result = await desk.bring('email;name;note\n"=cmd|x";+49 30;"says ""hi"""\nb@example;-5;x\na@example.com;Anna;\n', {
    mapping: [{ to: 'email' }, { to: 'firstName' }, { to: 'newField', label: 'Note', type: 'text' }],
  });
  const { fileName, text } = rejectsFile(desk.db, result.id);
  expect(fileName).toBe('people – not imported.csv');
  expect(text.split('\r\n')).toEqual([
    '\ufeffemail;name;note;Line in the file;Why it was not imported',
    `'=cmd|x;'+49 30;"says ""hi""";2;The address has no @.`,
    'b@example;-5;x;3;The domain has no dot.',
    '',
  ]);
  const mended = await desk.bring(text.replace(`'=cmd|x`, 'c@example.com').replace('b@example', 'b@example.com'));
  expect(counts(mended)).toEqual([2, 2, 0, 0, 0]);
  expect(person('c@example.com')).toMatchObject({ firstName: '+49', lastName: '30', fields: { note: 'says "hi"' } });
});

it('ends when it is told to, keeps what is in and says so', async () => {
  desk.close();
  let go = () => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  desk = await importDesk({
    parseFile: async function* (job, { signal }) {
      let slices = 0;
      for await (const slice of parseRows(job, signal)) {
        yield slice;
        if (++slices === 2) await held;
      }
    },
  });
  const source = desk.file(`email\n${Array.from({ length: 5000 }, (_, index) => `p${index}@example.com`).join('\n')}`);
  const options = {
    reading: { encoding: 'utf-8', delimiter: ',', header: true },
    mapping: [{ to: 'email' as const }],
    list: { newName: 'People' },
    existing: 'fill',
    status: 'subscribed',
    consentSource: '',
    tags: [],
  } as const;
  const id = await desk.imports.start(source, { ...options, mapping: [...options.mapping], tags: [] });
  for await (const progress of desk.imports.watch(id)) if (progress.rows === 2000) break;
  const cancelled = desk.imports.cancel(id);
  go();
  await cancelled;
  const result = requireImport(desk.db, id);
  expect(result).toMatchObject({ state: 'cancelled', imported: 2000, rows: 2000, finishedAt: NOW });
  expect(desk.db.value(sql`SELECT count(*) AS n FROM contacts`)).toBe(2000);
  await expect(desk.imports.cancel(id)).rejects.toMatchObject({ code: 'imports.ended' });
});

it('tells progress up to the end to whoever watches', async () => {
  const source = desk.file(`email\n${Array.from({ length: 3000 }, (_, index) => `p${index}@example.com`).join('\n')}`);
  const { reading, columns } = await desk.imports.preview(source);
  const id = await desk.imports.start(source, {
    reading,
    mapping: columns.map((column) => column.guess),
    list: { newName: 'People' },
    existing: 'fill',
    status: 'subscribed',
    consentSource: '',
    tags: [],
  });
  const seen = [];
  for await (const progress of desk.imports.watch(id)) seen.push(progress);
  expect(seen.at(-1)).toMatchObject({ state: 'finished', rows: 3000, imported: 3000 });
  expect(seen.at(-1)?.bytesRead).toBe(seen.at(-1)?.bytes);
  expect(seen.map((progress) => progress.bytesRead)).toEqual(
    seen.map((progress) => progress.bytesRead).toSorted((a, b) => a - b),
  );
});

it('says what went wrong with a file that goes away or a thread that fails, and keeps what is in', async () => {
  desk.close();
  desk = await importDesk({
    parseFile: async function* (job, { signal }) {
      yield* parseRows(job, signal);
      throw conflict('imports.test', 'The disk is gone.');
    },
  });
  expect(await desk.bring('email\na@example.com\n')).toMatchObject({ state: 'failed', error: 'The disk is gone.', imported: 1 });
  desk.close();
  desk = await importDesk({
    parseFile: async function* (job, { signal }) {
      rmSync(job.path);
      yield* parseRows(job, signal);
    },
  });
  expect(await desk.bring('email\na@example.com\n')).toMatchObject({
    state: 'failed',
    error: 'The file is not there any more.',
    imported: 0,
  });
});

it('marks an import that a crash cut off, and can be done again', async () => {
  const done = await desk.bring('email\na@example.com\n');
  desk.db.run(sql`UPDATE imports SET state = 'running', finished_at = NULL`);
  desk.imports.recover();
  expect(requireImport(desk.db, done.id)).toMatchObject({ state: 'interrupted', imported: 1, finishedAt: NOW });
  expect(counts(await desk.bring('email\na@example.com\nb@example.com\n'))).toEqual([2, 1, 0, 1, 0]);
});

it('accounts for every row of whatever file', async () => {
  const cell = fc.oneof(
    fc.constantFrom('a@example.com', 'B@example.com', 'c@example', '', ' ', '"', '"x"', 'x"y', 'ja', 'nein', 'Ä'),
    fc.emailAddress(),
    fc.string({ unit: fc.constantFrom('a', '@', '.', '"', ' ', '\0', 'é') }),
  );
  const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 30 });
  const mapping = [{ to: 'email' }, { to: 'firstName' }, { to: 'tags' }] as const;
  const reading = { encoding: 'utf-8', delimiter: ',', header: false } as const;
  await fc.assert(
    fc.asyncProperty(rows, fc.constantFrom('skip', 'fill', 'overwrite'), async (lines, existing) => {
      const before = desk.db.value<number>(sql`SELECT count(*) AS n FROM contacts`) ?? 0;
      const result = await desk.bring(lines.map((line) => line.join(',')).join('\n'), {
        mapping: [...mapping],
        reading,
        existing,
      });
      expect(result.state).toBe('finished');
      expect(result.rows).toBe(result.imported + result.updated + result.unchanged + result.rejected);
      expect(desk.db.value<number>(sql`SELECT count(*) AS n FROM contacts`)).toBe(before + result.imported);
      const rejects = pageRejects(desk.db, { id: result.id, offset: 0, limit: 1000 });
      expect([rejects.total, rejects.rows.length]).toEqual([result.rejected, result.rejected]);
      const spanned = desk.db.value<number>(sql`SELECT count(*) AS n FROM contacts WHERE first_name LIKE ${'%\n%'}`) ?? 0;
      // A cell that spans lines is the only way in which two lines are one row.
      const filled = lines.filter((line) => line.some((text) => text.replaceAll(',', '').trim() !== '')).length;
      expect(result.rows).toBeLessThanOrEqual(filled);
      if (!lines.flat().some((text) => text.includes('"')) && spanned === 0) expect(result.rows).toBe(filled);
    }),
    { numRuns: 60 },
  );
});
