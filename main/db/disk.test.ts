import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import { createDisk, openRead, sql, type WriteDb } from './db.ts';
import { temporaryFolder, workspaceDb } from './testing.ts';

let db: WriteDb;
let close: () => void;
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
});
afterEach(() => close());

const put = (name: string) => db.slice(() => db.run(sql`INSERT INTO settings (name, value) VALUES (${name}, '1')`));

test('what was flushed is there for whoever finds the files as they are then', async () => {
  const disk = createDisk(db);
  put('a');
  await disk.flush();
  put('b');
  await disk.flush();
  const { folder, remove } = temporaryFolder();
  const copy = `${folder}/copy.db`;
  for (const end of ['', '-wal']) writeFileSync(`${copy}${end}`, readFileSync(`${db.file}${end}`));
  // A log without its shared memory is read by whoever may write.
  closeSync(openSync(`${copy}-shm`, 'w'));
  const reader = openRead({ file: copy, logger: silentLogger });
  expect(
    reader.value(sql`SELECT group_concat(name) FROM (SELECT name FROM settings WHERE name IN ('a', 'b') ORDER BY name)`),
  ).toBe('a,b');
  reader.close();
  await disk.close();
  remove();
});

test('other work goes on while the disk is waited for, and what was written by then is in the file after a flush that failed', async () => {
  let moved = 0;
  let file = `${db.file}-gone`;
  const disk = createDisk({
    get file() {
      return file;
    },
    checkpoint: () => {
      moved++;
      db.checkpoint();
    },
  });
  put('a');
  await expect(disk.flush()).rejects.toThrow('ENOENT');
  expect(moved).toBe(0);
  file = db.file;
  const flushed = disk.flush();
  put('b');
  await flushed;
  expect(moved).toBe(1);
  await disk.flush();
  expect(moved).toBe(1);
  await disk.close();
});

test('after it was closed it begins anew, and several may wait at once', async () => {
  const disk = createDisk(db);
  put('a');
  await Promise.all([disk.flush(), disk.flush()]);
  await disk.close();
  put('b');
  await disk.flush();
  await disk.close();
  await disk.close();
});
