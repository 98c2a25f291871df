import { expect, it } from 'vitest';
import { sql } from './db.ts';
import { migratedWorkspace } from './testing.ts';

it('keeps what is there when there is room for what programs were answered and what they keep', async () => {
  const { db, close } = await migratedWorkspace(240, (old) => {
    old.run(sql`INSERT INTO lists (public_id, name, created_at, updated_at) VALUES ('l', 'News', 1, 1)`);
  });
  expect(db.all(sql`SELECT public_id, name FROM lists`)).toEqual([{ public_id: 'l', name: 'News' }]);
  db.run(sql`INSERT INTO idempotent_answers (key, fingerprint, at) VALUES ('k', 'f', 1)`);
  db.run(sql`INSERT INTO program_facts (name, value) VALUES ('n', 'true')`);
  expect(db.get(sql`SELECT status, body FROM idempotent_answers`)).toEqual({ status: null, body: '' });
  close();
});
