import { expect, it } from 'vitest';
import { sql } from './db.ts';
import { migratedWorkspace } from './testing.ts';

it('notes changes of contacts that were there before, and not those that are new', async () => {
  const { db, close } = await migratedWorkspace(120, (old) => {
    for (const id of [1, 2])
      old.run(sql`INSERT INTO contacts (id, public_id, email, email_key, created_at, updated_at)
        VALUES (${id}, ${`c${id}`}, ${`${id}@example.com`}, ${`${id}@example.com`}, 1, 1)`);
  });
  db.run(sql`UPDATE contacts SET first_name = 'Anna' WHERE id = 2`);
  db.run(sql`DELETE FROM contacts WHERE id = 1`);
  db.run(
    sql`INSERT INTO contacts (id, public_id, email, email_key, created_at, updated_at) VALUES (3, 'c3', 'c@d.de', 'c@d.de', 1, 1)`,
  );
  expect(db.all(sql`SELECT seq, contact_id FROM contact_changes ORDER BY seq`)).toEqual([
    { seq: 1, contact_id: 2 },
    { seq: 2, contact_id: 1 },
  ]);
  close();
});
