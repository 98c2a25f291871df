import { mkdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sql } from '../db/db.ts';
import { until } from '../delivery/testing.ts';
import { listImports } from './imports.ts';
import { type Desk, importDesk } from './testing.ts';

let desk: Desk;
let announced = 0;
beforeEach(async () => {
  announced = 0;
  desk = await importDesk({ onChange: () => announced++ });
});
afterEach(async () => {
  await desk.imports.stop();
  desk.close();
});

const people = () => desk.db.value<number>(sql`SELECT count(*) FROM contacts`);
const counts = ({
  rows,
  imported,
  updated,
  unchanged,
  rejected,
}: Record<'rows' | 'imported' | 'updated' | 'unchanged' | 'rejected', number>) => ({
  rows,
  imported,
  updated,
  unchanged,
  rejected,
});
/** The first import, whose settings are used again, and the folder that its file lies in. */
async function begun() {
  const source = desk.file('email,vorname,status\na@example.com,Anna,ja\nb@example.com,Bert,ja\n', 'shop.csv');
  const result = await desk.bring(source, { existing: 'overwrite', list: { newName: 'Shop' } });
  const path = 'path' in source ? source.path : '';
  return { result, path, folder: dirname(path) };
}

it('tells beforehand what an import comes to, and keeps nothing of it', async () => {
  const { path } = await begun();
  const rows = Array.from({ length: 2500 }, (_, row) => `p${row % 2400}@example.com,Person ${row % 2400},ja`);
  writeFileSync(path, `email,vorname,status\na@example.com,Anne,ja\nb@example.com,Bert,nein\nnobody,,\n${rows.join('\n')}\n`);
  const { reading, columns } = await desk.imports.preview({ path });
  const options = {
    reading,
    mapping: columns.map(({ guess }) => guess),
    list: { newName: 'Another' },
    existing: 'overwrite',
    status: 'subscribed',
    consentSource: '',
    tags: ['new'],
  } as const;
  const all = () =>
    ['contacts', 'lists', 'tags', 'imports', 'suppressions', 'events'].map((table) =>
      desk.db.all({ text: `SELECT * FROM ${table}`, values: [], isSql: true }),
    );
  const before = all();
  const outcome = await desk.imports.tryOut({ path }, { ...options, tags: ['new'] });
  expect(all()).toEqual(before);
  expect(outcome).toMatchObject({ rows: 2503, imported: 2400, updated: 2, unchanged: 100, rejected: 1, repeated: 100 });
  const result = await desk.bring({ path }, { ...options, tags: ['new'] });
  expect(counts(result)).toEqual(counts(outcome));
});

it('shows what a watched file would come to once it has changed, and imports it when it is told to', async () => {
  const { result, path } = await begun();
  const id = await desk.imports.watching.add({ path, importId: result.id });
  expect(await desk.imports.watching.all()).toMatchObject([{ path, missing: false, listName: 'Shop', files: [] }]);
  announced = 0;
  writeFileSync(path, 'email,vorname,status\na@example.com,Anne,ja\nb@example.com,Bert,ja\nc@example.com,Carl,ja\n');
  await until('the change is told', () => announced > 0);
  const [watched] = await desk.imports.watching.all();
  expect(watched?.files).toMatchObject([{ name: 'shop.csv' }]);
  const outcome = await desk.imports.watching.tryOut({ id, name: 'shop.csv' });
  expect(counts(outcome)).toEqual({ rows: 3, imported: 1, updated: 1, unchanged: 1, rejected: 0 });
  expect([people(), listImports(desk.db).length]).toEqual([2, 1]);
  const imported = await desk.imports.finished(await desk.imports.watching.start({ id, name: 'shop.csv' }));
  expect(counts(imported)).toEqual(counts(outcome));
  expect(imported.listName).toBe('Shop');
  expect(await desk.imports.watching.all()).toMatchObject([{ files: [] }]);
});

it('finds the tables that come into a watched folder, sets them aside, and says when the folder is gone', async () => {
  const { result, folder } = await begun();
  const inbox = join(folder, 'inbox');
  mkdirSync(inbox);
  const id = await desk.imports.watching.add({ path: inbox, importId: result.id });
  await expect(desk.imports.watching.add({ path: inbox, importId: result.id })).rejects.toMatchObject({
    code: 'imports.watched',
  });
  writeFileSync(join(inbox, 'photo.png'), 'no table');
  writeFileSync(join(inbox, 'monday.csv'), 'email,vorname,status\nc@example.com,Carl,ja\n');
  writeFileSync(join(inbox, 'other.csv'), 'name,mail\nDora,d@example.com\n');
  const [watched] = await desk.imports.watching.all();
  expect(watched?.files.map(({ name }) => name).toSorted()).toEqual(['monday.csv', 'other.csv']);
  await expect(desk.imports.watching.start({ id, name: 'other.csv' })).rejects.toMatchObject({ code: 'imports.other-columns' });
  await desk.imports.watching.setAside({ id, name: 'other.csv' });
  await desk.imports.watching.setAside({ id, name: 'monday.csv' });
  expect(await desk.imports.watching.all()).toMatchObject([{ files: [] }]);
  utimesSync(join(inbox, 'monday.csv'), 1, 1);
  expect(await desk.imports.watching.all()).toMatchObject([{ files: [{ name: 'monday.csv' }] }]);
  renameSync(inbox, join(folder, 'elsewhere'));
  expect(await desk.imports.watching.all()).toMatchObject([{ missing: true, files: [] }]);
  await desk.imports.watching.remove(id);
  expect(await desk.imports.watching.all()).toEqual([]);
});
