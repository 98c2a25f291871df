import { expect, it } from 'vitest';
import { sql } from './db.ts';
import { migratedWorkspace } from './testing.ts';

it('keeps of each list whether its people have to confirm, which programs had said', async () => {
  const { db, close } = await migratedWorkspace(280, (old) => {
    for (const [id, confirms] of [
      ['asks', 'true'],
      ['asks-not', 'false'],
      ['never-said', ''],
    ] as const) {
      old.run(sql`INSERT INTO lists (public_id, name, created_at, updated_at) VALUES (${id}, ${id}, 1, 1)`);
      if (confirms) old.run(sql`INSERT INTO program_facts (name, value) VALUES (${`list-confirms/${id}`}, ${confirms})`);
    }
    old.run(sql`INSERT INTO program_facts (name, value) VALUES ('source/x', '{}')`);
  });
  expect(db.all(sql`SELECT name, double_opt_in AS asks, is_internal AS internal FROM lists ORDER BY id`)).toEqual([
    { name: 'asks', asks: 1, internal: 0 },
    { name: 'asks-not', asks: 0, internal: 0 },
    { name: 'never-said', asks: 0, internal: 0 },
  ]);
  expect(db.all(sql`SELECT name FROM program_facts`)).toEqual([{ name: 'source/x' }]);
  expect(db.all(sql`SELECT * FROM confirmations`)).toEqual([]);
  close();
});
