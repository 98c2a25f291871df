import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLogger, silentLogger } from '../base/logger.ts';
import {
  findOwner,
  likeAnywhere,
  openRead,
  openWrite,
  registryMigrations,
  sql,
  sqlJoin,
  sqlList,
  takeOwnership,
  workspaceMigrations,
} from './db.ts';
import { handle } from './handle.ts';
import { type Migration, migrate } from './migrate.ts';
import { temporaryFolder } from './testing.ts';

let folder: string;
let remove: () => void;
beforeEach(() => ({ folder, remove } = temporaryFolder()));
afterEach(() => remove());

const notes: Migration = {
  version: 10,
  name: 'notes',
  up: 'CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT',
};
const open = (options: { file?: string; migrations?: readonly Migration[]; create?: boolean } = {}) =>
  openWrite({
    file: join(folder, options.file ?? 'a.db'),
    logger: silentLogger,
    migrations: options.migrations ?? [notes],
    create: options.create ?? true,
  });

it('keeps what was written when the file is opened again', async () => {
  const db = await open();
  db.run(sql`INSERT INTO notes (text) VALUES (${'kept'})`);
  db.close();
  const again = await open({ create: false });
  expect(again.value(sql`SELECT text FROM notes`)).toBe('kept');
  again.close();
});

it('never makes a new file in the place of one that is missing', async () => {
  await expect(open({ create: false })).rejects.toMatchObject({ code: 'db.missing' });
  expect(readdirSync(folder)).toEqual([]);
});

it('says that a file is damaged and leaves it as it is', async () => {
  const file = join(folder, 'a.db');
  writeFileSync(
    file,
    'this is a letter and not a database, and it is longer than a header of one hundred bytes would be in any case',
  );
  const before = readFileSync(file, 'utf8');
  await expect(open({ create: false })).rejects.toMatchObject({ code: 'db.corrupt' });
  expect(readFileSync(file, 'utf8')).toBe(before);
});

it('says that another program has locked the database', async () => {
  const other = new Database(join(folder, 'a.db'));
  other.exec('CREATE TABLE t (a)');
  other.exec('BEGIN EXCLUSIVE');
  await expect(open({ create: false })).rejects.toMatchObject({ code: 'db.locked' });
  other.close();
});

it('says that a database may only be read', async () => {
  const db = await open();
  db.close();
  const connection = new Database(join(folder, 'a.db'), { readonly: true });
  const reader = handle(connection, silentLogger);
  expect(() => reader.run(sql`INSERT INTO notes (text) VALUES ('x')`)).toThrow(/readonly/);
  await expect(
    migrate({
      connection,
      migrations: [notes, { version: 20, name: 'more', up: 'CREATE TABLE more (a)' }],
      logger: silentLogger,
    }),
  ).rejects.toThrow();
  reader.close();
});

it.skipIf(process.getuid?.() === 0)('says that a folder may not be written', async () => {
  chmodSync(folder, 0o500);
  await expect(open()).rejects.toMatchObject({ kind: 'unavailable' });
  chmodSync(folder, 0o700);
});

it('refuses a database that a newer version has written', async () => {
  const db = await open({ migrations: [notes, { version: 20, name: 'later', up: 'CREATE TABLE later (a)' }] });
  db.close();
  await expect(open()).rejects.toMatchObject({ code: 'db.newer' });
});

it('rolls a failed step back with its version and leaves a copy from before', async () => {
  const db = await open();
  db.run(sql`INSERT INTO notes (text) VALUES ('precious')`);
  db.close();
  const broken: Migration = { version: 20, name: 'broken', up: "DELETE FROM notes; INSERT INTO nowhere VALUES ('x')" };
  await expect(open({ migrations: [notes, broken] })).rejects.toMatchObject({ code: 'db.migration' });
  const again = await open({ create: false });
  expect(again.value(sql`SELECT text FROM notes`)).toBe('precious');
  again.close();
  const copy = readdirSync(folder).find((name) => name.includes('.before-10-'));
  const kept = new Database(join(folder, copy ?? ''), { readonly: true });
  expect(kept.prepare('SELECT text FROM notes').pluck().get()).toBe('precious');
  kept.close();
});

it('keeps one copy of a version, however often its step was cut off', async () => {
  (await open({ file: 'cut.db' })).close();
  const broken: Migration = { version: 20, name: 'broken', up: "INSERT INTO nowhere VALUES ('x')" };
  writeFileSync(join(folder, 'cut.db.before-10-2020-01-01000000'), 'of an earlier try');
  writeFileSync(join(folder, 'cut.db.before-5-2020-01-01000000'), 'of another version');
  await expect(open({ file: 'cut.db', migrations: [notes, broken] })).rejects.toMatchObject({ code: 'db.migration' });
  const copies = readdirSync(folder).filter((name) => name.startsWith('cut.db.before-'));
  expect(copies).toHaveLength(2);
  expect(copies).not.toContain('cut.db.before-10-2020-01-01000000');
});

it('takes back the steps before one that leaves rows pointing nowhere, and says where they are', async () => {
  (await open()).close();
  const lines: Migration = {
    version: 20,
    name: 'lines',
    up: 'CREATE TABLE lines (note INTEGER REFERENCES notes (id)); INSERT INTO notes (id, text) VALUES (1, 1); INSERT INTO lines VALUES (1)',
  };
  const cleared: Migration = { version: 30, name: 'cleared', up: 'DELETE FROM notes' };
  const later: Migration = { version: 40, name: 'later', up: 'CREATE TABLE later (a)' };
  await expect(open({ migrations: [notes, lines, cleared, later] })).rejects.toMatchObject({
    code: 'db.migration',
    message: expect.stringContaining('The steps 20 to 40 failed: 1 rows of lines point to rows that are not there'),
  });
  const again = await open({ create: false });
  expect(again.value(sql`PRAGMA user_version`)).toBe(10);
  expect(again.all(sql`SELECT name FROM sqlite_schema WHERE name IN ('lines', 'later')`)).toEqual([]);
  again.close();
  // Rows may point to what comes with a later step.
  const filled: Migration = {
    version: 30,
    name: 'filled',
    up: 'INSERT INTO lines VALUES (2); INSERT INTO notes (id, text) VALUES (2, 2)',
  };
  const done = await open({ migrations: [notes, lines, filled, later] });
  expect(done.value(sql`PRAGMA user_version`)).toBe(40);
  expect(done.value(sql`PRAGMA foreign_keys`)).toBe(1);
  expect(() => done.run(sql`INSERT INTO lines VALUES (3)`)).toThrow('FOREIGN KEY');
  done.close();
});

it.each([
  ['registry', registryMigrations],
  ['workspace', workspaceMigrations],
])('brings the %s up step by step to the same schema as in one go', async (_name, migrations) => {
  for (let steps = 1; steps <= migrations.length; steps++)
    (await open({ file: 'steps.db', migrations: migrations.slice(0, steps) })).close();
  (await open({ file: 'once.db', migrations })).close();
  const schema = (file: string) => {
    const db = openRead({ file: join(folder, file), logger: silentLogger });
    const rows = db.all<{ sql: string }>(sql`SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name`);
    db.close();
    return rows;
  };
  expect(schema('steps.db')).toEqual(schema('once.db'));
});

it('undoes a transaction that throws and keeps the work around a nested one that does', async () => {
  const db = await open();
  expect(() =>
    db.transaction(() => {
      db.run(sql`INSERT INTO notes (text) VALUES ('lost')`);
      throw new Error('stop');
    }),
  ).toThrow('stop');
  db.transaction(() => {
    db.run(sql`INSERT INTO notes (text) VALUES ('outer')`);
    expect(() =>
      db.transaction(() => {
        db.run(sql`INSERT INTO notes (text) VALUES ('inner')`);
        throw new Error('stop');
      }),
    ).toThrow('stop');
  });
  expect(db.all(sql`SELECT text FROM notes`)).toEqual([{ text: 'outer' }]);
  db.close();
});

it('refuses a transaction that awaits', async () => {
  const db = await open();
  expect(() => db.transaction(async () => undefined)).toThrow('cannot return a promise');
  db.close();
});

it('logs a slow statement by the name in its comment', async () => {
  const lines: string[] = [];
  const db = await openWrite({
    file: join(folder, 'a.db'),
    logger: createLogger({ write: (line) => lines.push(line) }),
    migrations: [notes],
    create: true,
  });
  db.value(
    sql`/* notes.slow */ WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT count(*) FROM n`,
  );
  expect(lines.join('')).toContain('notes.slow');
  db.close();
});

it('puts values into parameters, never into the text', () => {
  const query = sql`SELECT * FROM t WHERE a = ${"'; DROP TABLE t; --"} AND b IN ${sqlList([1, 2])} AND ${sqlJoin([sql`c = ${true}`, sql`d = ${null}`], ' OR ')}`;
  expect(query.text).toContain('a = ?');
  expect(query.values[0]).toBe("'; DROP TABLE t; --");
  expect(query.values.slice(-2)).toEqual([1, null]);
});

it('finds signs of the pattern language as they are', async () => {
  const db = await open();
  for (const text of ['100%', '1000', 'a_b', 'axb', 'c\\d']) db.run(sql`INSERT INTO notes (text) VALUES (${text})`);
  const found = (text: string) =>
    db
      .all<{ text: string }>(sql`SELECT text FROM notes WHERE text LIKE ${likeAnywhere(text)} ESCAPE '\\'`)
      .map((row) => row.text);
  expect([found('0%'), found('a_'), found('c\\')]).toEqual([['100%'], ['a_b'], ['c\\d']]);
  db.close();
});

it('gives a data folder to one owner at a time and tells the next where to find it', () => {
  const first = takeOwnership(folder);
  expect(takeOwnership(folder)).toBeNull();
  first?.announce({ port: 4580, token: 'x'.repeat(32) });
  expect(findOwner(folder)).toMatchObject({ pid: process.pid, port: 4580 });
  first?.release();
  expect(findOwner(folder)).toBeNull();
  const second = takeOwnership(folder);
  expect(second).not.toBeNull();
  second?.release();
});
