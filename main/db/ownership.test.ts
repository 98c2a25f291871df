import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const main = join(import.meta.dirname, '..');
const files = globSync('**/*.ts', { cwd: main })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !/(?:\.test|\.fixture|(?:^|\/)testing(?:-[a-z-]+)?)\.ts$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(main, path), 'utf8') }));

const stores = files.filter(({ path }) => path.endsWith('.store.ts'));
const reports = files.filter(({ path }) => path.endsWith('.report.ts'));

/** The tables that a file's statements write. `DO UPDATE SET` and `SELECT … FROM` name none. */
const written = (text: string): string[] =>
  [...text.matchAll(/\b(?:(?:INSERT(?: OR [A-Z]+)?|REPLACE) INTO|UPDATE(?: OR [A-Z]+)?|DELETE FROM)\s+(?!SET\b)([a-z_]+)/g)].map(
    ([, table = '']) => table,
  );

const nameOf = /\/\* ([\w.-]+) \*\//g;

it('finds the statements that it judges', () => {
  expect(stores.length).toBeGreaterThan(10);
  expect(reports.length).toBeGreaterThan(10);
  expect(written('INSERT OR IGNORE INTO a … ON CONFLICT DO UPDATE SET; UPDATE b SET; DELETE FROM c; SELECT 1 FROM d')).toEqual([
    'a',
    'b',
    'c',
  ]);
});

it('keeps statements in the stores, the reports, the compiler of segments and the database itself', () => {
  const elsewhere = files.filter(
    ({ path, text }) => !/\.(?:store|report)\.ts$|^db\/|^segments\/compile\.ts$/.test(path) && /\bsql`/.test(text),
  );
  expect(elsewhere.map(({ path }) => path)).toEqual([]);
});

it('has each table written by the stores of one folder', () => {
  const writers = new Map<string, Set<string>>();
  for (const { path, text } of stores) {
    for (const table of written(text)) writers.set(table, (writers.get(table) ?? new Set()).add(dirname(path)));
  }
  const shared = [...writers].filter(([, folders]) => folders.size > 1).map(([table, folders]) => [table, ...folders]);
  expect(shared).toEqual([]);
});

it('has reports that only read', () => {
  expect(reports.filter(({ text }) => written(text).length > 0).map(({ path }) => path)).toEqual([]);
});

it('gives each statement a name of its own, which the log of slow ones calls it by', () => {
  const names = [...stores, ...reports].flatMap(({ text }) => [...text.matchAll(nameOf)].map(([, name = '']) => name));
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
