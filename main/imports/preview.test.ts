import { afterEach, beforeEach, expect, it } from 'vitest';
import { createField, findContact } from '../contacts/contacts.ts';
import { temporaryFolder } from '../db/testing.ts';
import { sheets } from './corpus/sheets.fixture.ts';
import { vcards } from './corpus/vcards.fixture.ts';
import { row, stringsXml, xlsx } from './corpus/workbooks.fixture.ts';
import { keepPasted, rejectsFile } from './imports.ts';
import { splitName } from './rows.ts';
import { type Desk, importDesk, NOW } from './testing.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await importDesk();
});
afterEach(() => desk.close());

const preview = (content: string | Uint8Array) => desk.imports.preview(desk.file(content));
const guesses = async (content: string) => (await preview(content)).columns.map(({ guess }) => guess);

it.each([
  ['E-Mail-Adresse;Vorname;Nachname;Schlagwörter', ';'],
  ['Adresse e-mail;Prénom;Nom de famille;Étiquettes', ';'],
  ['Correo electrónico;Nombre;Apellidos;Etiquetas', ';'],
  ['Email;Nome;Cognome;Etichette', ';'],
  ['E-mailadres;Voornaam;Achternaam;Tags', ';'],
  ['Adres e-mail;Imię;Nazwisko;Tagi', ';'],
  ['Email Address,First Name,Last Name,TAGS', ','],
  ['E-postadress\tFörnamn\tEfternamn\tTags', '\t'],
])('knows the columns of %j', async (header, delimiter) => {
  const row = ['a@example.com', 'Anna', 'Maier', 'x'].join(delimiter);
  expect((await guesses(`${header}\n${row}\n`)).map(({ to }) => to)).toEqual(['email', 'firstName', 'lastName', 'tags']);
});

it('knows fields that are there, and what type a new one would be', async () => {
  createField(desk.db, { label: 'Geburtstag', type: 'date', now: NOW });
  expect(
    await guesses(
      'email,geburtstag,PLZ,Umsatz,Seit,Club,Tel,Leer\na@example.com,1.1.1970,01234,"12,5",2020-01-02,ja,+49 30 1,\nb@example.com,,50667,7,2021-01-02,nein,030 2,\n',
    ),
  ).toEqual([
    { to: 'email' },
    { to: 'field', key: 'geburtstag' },
    { to: 'newField', label: 'PLZ', type: 'text' },
    { to: 'newField', label: 'Umsatz', type: 'number' },
    { to: 'newField', label: 'Seit', type: 'date' },
    { to: 'newField', label: 'Club', type: 'boolean' },
    { to: 'newField', label: 'Tel', type: 'text' },
    { to: 'nothing' },
  ]);
});

it('finds the addresses where no name says so, and takes each part of a person once', async () => {
  expect(await guesses('Kontakt,Name,Vorname,Vorname\na@example.com,x,Anna,B\n')).toMatchObject([
    { to: 'email' },
    { to: 'name' },
    { to: 'firstName' },
    { to: 'newField' },
  ]);
  expect((await preview('Anna;a@example.com\nBob;b@example.com\n')).columns).toMatchObject([
    { name: 'Column 1', guess: { to: 'nothing' } },
    { name: 'Column 2', guess: { to: 'email' } },
  ]);
});

it('takes a column for the status where nearly all of its words are one', async () => {
  const rows = Array.from({ length: 9 }, (_, index) => `p${index}@example.com,subscribed`);
  expect(await guesses(['email,status', ...rows, 'x@example.com,hm'].join('\n'))).toEqual([{ to: 'email' }, { to: 'status' }]);
  expect(await guesses('email,status\na@example.com,shipped\nb@example.com,returned\n')).toEqual([
    { to: 'email' },
    { to: 'newField', label: 'status', type: 'text' },
  ]);
});

it('shows the first rows with their lines and what would keep each out', async () => {
  const { sample, rows, rowsExact, reading } = await preview(
    'email,name\na@example.com,"two\nlines"\nnowhere,Bob\nc@example.com,"open\n',
  );
  expect(reading).toEqual({ encoding: 'utf-8', delimiter: ',', header: true });
  expect([rows, rowsExact]).toEqual([3, true]);
  expect(sample.map(({ line, problem }) => [line, problem])).toEqual([
    [2, null],
    [4, 'The address has no @.'],
    [5, 'A quotation mark is opened and not closed.'],
  ]);
});

it('estimates the rows of a long file from its beginning', async () => {
  const { rows, rowsExact } = await preview(
    `email,name\n${Array.from({ length: 100_000 }, (_, index) => `p${String(index).padStart(6, '0')}@example.com,Name`).join('\n')}`,
  );
  expect(rowsExact).toBe(false);
  expect(Math.abs(rows - 100_000)).toBeLessThan(500);
});

it('reads a file as a person corrects it', async () => {
  const source = desk.file('a;b,c\nd;e,f\n');
  const corrected = await desk.imports.preview(source, { encoding: 'utf-8', delimiter: ';', header: false });
  expect(corrected.sample.map(({ cells }) => cells)).toEqual([
    ['a', 'b,c'],
    ['d', 'e,f'],
  ]);
});

it('finds the delimiter among commas that are part of the cells', async () => {
  expect(
    (await preview('Name;E-Mail;Betrag\n"Maier, Anna";a@example.com;1,50\n"Groß, Eva";b@example.com;2,00\n')).reading.delimiter,
  ).toBe(';');
  expect((await preview('name,email\n"a;b;c",a@example.com\n"d;e;f",b@example.com\n')).reading.delimiter).toBe(',');
});

it('tells the encoding by a letter far behind', async () => {
  const plain = 'p@example.com,Name\n'.repeat(100_000);
  expect(
    (await preview(Buffer.concat([Buffer.from(plain), Buffer.from('x@example.com,M\u00fcller\n', 'latin1')]))).reading.encoding,
  ).toBe('windows-1252');
  expect((await preview(`${plain}x@example.com,Müller\n`)).reading.encoding).toBe('utf-8');
});

it('stays with UTF-8 where one letter of many is broken', async () => {
  const bytes = Buffer.concat([
    Buffer.from(`email,name\n${'a@example.com,Jörg Größe\n'.repeat(50)}b@example.com,`),
    Buffer.from([0xfc, 0x0a]),
  ]);
  expect((await preview(bytes)).reading.encoding).toBe('utf-8');
});

it('parts whole names into first and last', () => {
  expect([
    splitName('Anna Maier'),
    splitName('Maier, Anna'),
    splitName('Ludwig van Beethoven'),
    splitName('Anna Lena Groß'),
    splitName('Cher'),
  ]).toEqual([
    ['Anna', 'Maier'],
    ['Anna', 'Maier'],
    ['Ludwig', 'van Beethoven'],
    ['Anna Lena', 'Groß'],
    ['Cher', ''],
  ]);
});

it('understands a file as the last one of its shape, and says so', async () => {
  const header = 'Kontakt;Rolle;Kauf;Leer\n';
  const first = `${header}a@example.com;Chef;1.1.2026;\n`;
  const shown = (content: string) => desk.imports.preview(desk.file(content), undefined, {});
  expect((await shown(first)).rememberedFrom).toBeNull();
  await desk.bring(first);
  expect((await shown(first)).rememberedFrom).toBeNull();
  await desk.bring(first, {
    remember: true,
    mapping: [{ to: 'email' }, { to: 'firstName' }, { to: 'newField', label: 'Letzter Kauf', type: 'date' }, { to: 'nothing' }],
  });
  const again = await shown(`${header}b@example.com;Gast;;x\n`);
  expect(again.rememberedFrom).toBe(NOW);
  expect(again.columns.map(({ guess }) => guess)).toEqual([
    { to: 'email' },
    { to: 'firstName' },
    { to: 'field', key: 'letzter_kauf' },
    { to: 'nothing' },
  ]);
  // Where nobody looks at it, nothing is taken over.
  expect((await preview(first)).rememberedFrom).toBeNull();
  expect((await shown(`${header.replace('Rolle', 'Beruf')}b@example.com;Gast;;x\n`)).rememberedFrom).toBeNull();
});

it('shows what would become of the rows as their columns are chosen otherwise', async () => {
  const source = desk.file('email,other,name\na@example.com,x@gmial.com,A\nb@example.com,,B\n');
  const mapping = [{ to: 'nothing' }, { to: 'email' }, { to: 'firstName' }] as const;
  const { outlook, sample, columns } = await desk.imports.preview(source, undefined, { mapping: [...mapping] });
  expect(columns[0]?.guess).toEqual({ to: 'email' });
  expect(outlook).toMatchObject({ rows: 2, taken: 1, rejects: [{ reason: 'There is no email address.', rows: 1, line: 3 }] });
  expect(outlook.typos).toEqual({ rows: 1, shown: [{ line: 2, from: 'x@gmial.com', meant: 'x@gmail.com' }] });
  expect(sample.map(({ problem }) => problem)).toEqual([null, 'There is no email address.']);
});

it('corrects typos only where a person said so', async () => {
  const file = 'email\na@gmial.com\nmailto:b@example.com\n';
  expect(await desk.bring(file)).toMatchObject({ imported: 1, rejected: 1 });
  expect(findContact(desk.db, 'a@gmial.com')).not.toBeNull();
  expect(await desk.bring(file, { correctTypos: true })).toMatchObject({ imported: 2, rejected: 0 });
  expect(findContact(desk.db, 'a@gmail.com')).not.toBeNull();
});

it('imports from workbooks and cards as from any other file', async () => {
  const cases = [...sheets, ...vcards].filter(({ name }) => ['excel.xlsx', 'repeated.ods', 'broken.vcf'].includes(name));
  for (const { name, bytes, rows, rejected = [] } of cases) {
    const result = await desk.bring(desk.file(typeof bytes === 'function' ? await bytes() : bytes, name));
    expect(result, name).toMatchObject({ state: 'finished', rows, rejected: rejected.length });
    expect(rejectsFile(desk.db, result.id).text.split('\r\n').length).toBe(rejected.length + 2);
  }
  expect(findContact(desk.db, 'a@example.com')).toMatchObject({
    firstName: 'ANNA',
    fields: { datum: '2023-03-15', plz: '01234' },
  });
});

it('keeps pasted cells as a file, and reads them', async () => {
  const { folder, remove } = temporaryFolder();
  const path = await keepPasted(folder, 'Email\tFirst name\na@example.com\tAnna\n');
  const { fileName, columns, rows } = await desk.imports.preview({ path });
  expect([fileName, rows, columns.map(({ guess }) => guess.to)]).toEqual(['Pasted cells.tsv', 1, ['email', 'firstName']]);
  remove();
});

it('shows the first rows of a large workbook without reading all of it', async () => {
  const people = Array.from({ length: 30_000 }, (_, index) => row(index + 2, [['A', 's', index + 1]])).join('');
  const texts = ['email', ...Array.from({ length: 30_000 }, (_, index) => `p${index}@example.com`)];
  const book = await xlsx({ sheets: [{ name: 'S', data: row(1, [['A', 's', 0]]) + people }], strings: stringsXml(...texts) });
  const { rows, rowsExact, outlook, sample } = await desk.imports.preview(desk.file(book, 'people.xlsx'));
  expect(rowsExact).toBe(false);
  expect(Math.abs(rows - 30_000)).toBeLessThan(1500);
  expect(outlook.taken).toBe(outlook.rows);
  expect(sample[19]).toMatchObject({ line: 21, cells: ['p19@example.com'] });
  expect(await desk.bring(desk.file(book, 'people.xlsx'))).toMatchObject({ imported: 30_000, rejected: 0 });
});
