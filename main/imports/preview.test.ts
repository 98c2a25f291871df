import { afterEach, beforeEach, expect, it } from 'vitest';
import { createField } from '../contacts/contacts.ts';
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
