import { afterEach, expect, it } from 'vitest';
import { sql, type WriteDb } from './db.ts';
import { migratedWorkspace } from './testing.ts';

let db: WriteDb;
let close: () => void;
afterEach(() => close());

it('keeps the imports that were made before shapes of files are remembered', async () => {
  ({ db, close } = await migratedWorkspace(100, (before) => {
    before.run(
      sql`INSERT INTO imports (public_id, file_name, bytes, options, state, started_at) VALUES ('i', 'a.csv', 1, '{}', 'finished', 1)`,
    );
  }));
  expect(db.all(sql`SELECT public_id, file_name FROM imports`)).toEqual([{ public_id: 'i', file_name: 'a.csv' }]);
  db.run(sql`INSERT INTO import_shapes (shape, columns, used_at) VALUES ('s', '[]', 1)`);
  expect(db.value(sql`SELECT count(*) FROM import_shapes`)).toBe(1);
});
