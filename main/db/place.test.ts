import { copyFileSync, cpSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import { findPlace, openWrite, sql, workspaceMigrations } from './db.ts';
import { temporaryFolder } from './testing.ts';

let root: string;
let remove: () => void;
beforeEach(() => {
  ({ folder: root, remove } = temporaryFolder());
  mkdirSync(join(root, 'a'));
});
afterEach(() => remove());

const openDb = (name: string, create = false) =>
  openWrite({ file: join(root, name, 'letterpress.db'), logger: silentLogger, migrations: workspaceMigrations, create });

/** Opens the workspace in a folder as the app does; whether it is taken for a copy. */
async function open(name: string, options: { isNew?: boolean; settle?: boolean } = {}): Promise<boolean> {
  const { isNew = false, settle = false } = options;
  const db = await openDb(name, isNew);
  const place = findPlace({ db, folder: join(root, name), isNew });
  const found = place.isCopy();
  if (settle) place.settle();
  db.close();
  return found;
}

it('knows a workspace that was opened here before, also where its folder was moved', async () => {
  expect(await open('a', { isNew: true })).toBe(false);
  expect(await open('a')).toBe(false);
  renameSync(join(root, 'a'), join(root, 'b'));
  expect(await open('b')).toBe(false);
});

it('takes a workspace from before there were marks as it is', async () => {
  (await openDb('a', true)).close();
  expect(await open('a')).toBe(false);
  expect(await open('a')).toBe(false);
});

it('recognises a copied folder until a person has said where it goes on, and never doubts the original', async () => {
  await open('a', { isNew: true });
  cpSync(join(root, 'a'), join(root, 'b'), { recursive: true, preserveTimestamps: true });
  expect(await open('b')).toBe(true);
  expect(await open('b')).toBe(true);
  expect(await open('a')).toBe(false);
  expect(await open('b', { settle: true })).toBe(true);
  expect(await open('b')).toBe(false);
});

it('recognises an older database that was put in the place of the newer one, even into the same file', async () => {
  await open('a', { isNew: true });
  const old = join(root, 'old.db');
  const db = await openDb('a');
  db.run(sql`VACUUM INTO ${old}`);
  db.close();
  await open('a');
  copyFileSync(old, join(root, 'a', 'letterpress.db'));
  expect(await open('a', { settle: true })).toBe(true);
  expect(await open('a')).toBe(false);
});

it('recognises a database that came without its folder', async () => {
  await open('a', { isNew: true });
  rmSync(join(root, 'a', 'opened.json'));
  expect(await open('a')).toBe(true);
});
