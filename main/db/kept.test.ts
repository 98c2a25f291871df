import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import { kept, openRead, type ReadDb, sql, type WriteDb } from './db.ts';
import { workspaceDb } from './testing.ts';

let db: WriteDb;
let close: () => void;
let reads: number;
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
  reads = 0;
});
afterEach(() => close());

const names = (from: ReadDb = db) =>
  kept(from, { name: 'names', of: ['settings'] }, () => {
    reads++;
    return from.all<{ name: string }>(sql`SELECT name FROM settings ORDER BY name`).map(({ name }) => name);
  });
const put = (name: string) => db.run(sql`INSERT INTO settings (name, value) VALUES (${name}, 'x')`);

test('what was read is read again after its table was written to, and not for the sake of others', () => {
  const before = names();
  db.run(sql`INSERT INTO tags (public_id, name, created_at) VALUES ('t', 'vip', 0)`);
  expect(names()).toBe(before);
  put('zz');
  expect(names()).toEqual([...before, 'zz']);
  db.get(sql`UPDATE settings SET name = 'zzz' WHERE name = 'zz' RETURNING name`);
  expect(names()).toEqual([...before, 'zzz']);
  expect(reads).toBe(3);
});

test('what was read in a transaction that came to nothing is not kept', () => {
  const before = names();
  expect(() =>
    db.transaction(() => {
      put('zz');
      expect(names()).toContain('zz');
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(names()).toEqual(before);
});

test('a connection that only reads learns of what another wrote, a turn later', async () => {
  names();
  const reader = openRead({ file: db.file, logger: silentLogger });
  const before = names(reader);
  put('zz');
  await Promise.resolve();
  expect(names(reader)).toEqual([...before, 'zz']);
  reader.close();
});
