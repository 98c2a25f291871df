import { afterEach, expect, it } from 'vitest';
import { sql, type WriteDb } from './db.ts';
import { migratedWorkspace } from './testing.ts';

let db: WriteDb;
let close: () => void;
afterEach(() => close());

it('keeps fields and tags when fields learn of choices and tags of colours', async () => {
  ({ db, close } = await migratedWorkspace(130, (before) => {
    before.run(sql`INSERT INTO fields (public_id, key, label, type, created_at) VALUES ('f', 'city', 'City', 'text', 7)`);
    before.run(sql`INSERT INTO tags (public_id, name, created_at) VALUES ('t', 'Gold', 7)`);
    before.run(sql`INSERT INTO contacts (public_id, email, email_key, fields, created_at, updated_at)
      VALUES ('c', 'a@example.com', 'a@example.com', '{"city":"Graz"}', 1, 1)`);
  }));
  expect(db.all(sql`SELECT id, public_id, key, label, type, choices, created_at FROM fields`)).toEqual([
    { id: 1, public_id: 'f', key: 'city', label: 'City', type: 'text', choices: '[]', created_at: 7 },
  ]);
  expect(db.all(sql`SELECT name, color FROM tags`)).toEqual([{ name: 'Gold', color: 'gray' }]);
  db.run(
    sql`INSERT INTO fields (public_id, key, label, type, choices, created_at) VALUES ('g', 'size', 'Size', 'choice', '["S"]', 8)`,
  );
  expect(() =>
    db.run(sql`INSERT INTO fields (public_id, key, label, type, created_at) VALUES ('h', 'x', 'X', 'colour', 8)`),
  ).toThrow('CHECK');
  expect(db.value<string>(sql`SELECT key FROM erasure_key`)).toMatch(/^[0-9a-f]{64}$/);
  db.run(sql`INSERT INTO notes (public_id, contact_id, text, created_at, updated_at) VALUES ('n', 1, 'Called', 1, 1)`);
  db.run(sql`DELETE FROM contacts`);
  expect(db.all(sql`SELECT id FROM notes`)).toEqual([]);
});
