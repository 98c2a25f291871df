import { afterEach, expect, it } from 'vitest';
import { sql, type WriteDb } from './db.ts';
import { migratedWorkspace } from './testing.ts';

let db: WriteDb;
let close: () => void;
afterEach(() => close());

it('keeps campaigns when they learn to have files and their senders to have keys', async () => {
  ({ db, close } = await migratedWorkspace(65, (before) => {
    before.run(sql`INSERT INTO campaigns (public_id, name, document, audience, created_at, updated_at)
    VALUES ('c', 'Spring', '{}', '{}', 1, 1)`);
  }));
  expect(db.all(sql`SELECT public_id, name FROM campaigns`)).toEqual([{ public_id: 'c', name: 'Spring' }]);
  db.run(sql`INSERT INTO signing_keys (domain, selector, public_key, created_at) VALUES ('a.example', 's1', 'x', 1)`);
  db.run(sql`INSERT INTO attachments (public_id, campaign_id, file_name, type, stored_as, bytes, created_at)
    VALUES ('a', 1, 'menu.pdf', 'application/pdf', 'x', 1, 1)`);
  db.run(sql`DELETE FROM campaigns`);
  expect(db.all(sql`SELECT public_id FROM attachments`)).toEqual([]);
});
