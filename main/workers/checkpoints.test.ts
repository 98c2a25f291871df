import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import { openRead, sql, type WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import { until } from '../delivery/testing.ts';
import { createCheckpoints } from './checkpoints.ts';

const entry = fileURLToPath(new URL('./checkpoint-entry.ts', import.meta.url));
let db: WriteDb;
let close: () => void;
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
});
afterEach(() => close());

const fill = (rows: number) =>
  db.transaction(() => {
    for (let row = 0; row < rows; row++)
      db.run(sql`INSERT INTO settings (name, value) VALUES (${`n${row}${Math.random()}`}, ${'x'.repeat(2000)})`);
  });
const logged = () => statSync(`${db.file}-wal`).size;

it('moves what was written into the file beside other work, so that the log begins anew and does not grow', async () => {
  const checkpoints = createCheckpoints({ db, logger: silentLogger, entry, longPages: 1_000 });
  for (let round = 0; round < 20; round++) {
    const { size } = statSync(db.file);
    fill(500);
    await until('the file has it', () => statSync(db.file).size > size);
  }
  // Without it all of the 20 rounds would be in the log.
  expect(logged()).toBeLessThan(statSync(db.file).size / 2);
  await checkpoints.stop();
  const reader = openRead({ file: db.file, logger: silentLogger });
  expect(reader.value(sql`SELECT count(*) FROM settings WHERE length(value) = 2000`)).toBe(10_000);
  reader.close();
});

it('is gone before the database is closed, which then leaves no log behind', async () => {
  const checkpoints = createCheckpoints({ db, logger: silentLogger, entry });
  fill(100);
  const before = statSync(db.file).size;
  await until('it has begun', () => statSync(db.file).size > before);
  await checkpoints.stop();
  const { file } = db;
  db.close();
  expect(statSync(`${file}-wal`, { throwIfNoEntry: false })).toBeUndefined();
});
