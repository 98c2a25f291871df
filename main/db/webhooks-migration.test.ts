import { afterEach, expect, it } from 'vitest';
import { sql, type WriteDb } from './db.ts';
import { migratedWorkspace } from './testing.ts';

let db: WriteDb;
let close: () => void;
afterEach(() => close());

it('tells nobody of what happened before there were webhooks, and new facts go on being written', async () => {
  ({ db, close } = await migratedWorkspace(230, (before) => {
    before.run(
      sql`INSERT INTO contacts (public_id, email, email_key, created_at, updated_at) VALUES ('c', 'a@x.example', 'a@x.example', 1, 1)`,
    );
    before.run(sql`INSERT INTO events (name, contact_id, at) VALUES ('opened', 1, 5)`);
  }));
  expect(db.all(sql`SELECT * FROM webhook_endpoints`)).toEqual([]);
  expect(db.all(sql`SELECT * FROM audit_entries`)).toEqual([]);
  db.run(sql`INSERT INTO events (name, contact_id, at) VALUES ('clicked', 1, 6)`);
  expect(db.all(sql`SELECT id, name FROM events`)).toEqual([
    { id: 1, name: 'opened' },
    { id: 2, name: 'clicked' },
  ]);
});

it('forgets what was told about somebody who is deleted', async () => {
  ({ db, close } = await migratedWorkspace(230, (before) => {
    before.run(
      sql`INSERT INTO contacts (public_id, email, email_key, created_at, updated_at) VALUES ('c', 'a@x.example', 'a@x.example', 1, 1)`,
    );
  }));
  db.run(sql`INSERT INTO webhook_endpoints (public_id, dialect, url, events, read_to, created_at, updated_at)
    VALUES ('e', 'pulsemail', 'https://x.example', '["*"]', 0, 1, 1)`);
  db.run(sql`INSERT INTO webhook_deliveries (public_id, endpoint_id, contact_id, event_key, type, body, status, due_at, created_at)
    VALUES ('d', 1, 1, 'k', 't', '{"email":"a@x.example"}', 'succeeded', 1, 1)`);
  db.run(sql`DELETE FROM contacts WHERE id = 1`);
  expect(db.all(sql`SELECT * FROM webhook_deliveries`)).toEqual([]);
});
