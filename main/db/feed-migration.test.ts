import { afterEach, expect, it } from 'vitest';
import { sql, type WriteDb } from './db.ts';
import { migratedWorkspace } from './testing.ts';

let db: WriteDb;
let close: () => void;
afterEach(() => close());

const seed = (before: WriteDb) => {
  before.run(
    sql`INSERT INTO contacts (public_id, email, email_key, created_at, updated_at) VALUES ('c', 'a@x.example', 'a@x.example', 1, 1)`,
  );
  before.run(
    sql`INSERT INTO campaigns (public_id, name, document, audience, created_at, updated_at) VALUES ('k', 'News', '{}', '{}', 1, 1)`,
  );
  before.run(
    sql`INSERT INTO transports (public_id, kind, name, settings, created_at, updated_at) VALUES ('t', 'inbox', 'Inbox', '{}', 1, 1)`,
  );
  before.run(sql`INSERT INTO sends (public_id, campaign_id, transport_id, state, content, recipients, started_at)
    VALUES ('s', 1, 1, 'sending', '{}', 1, 5)`);
  before.run(sql`INSERT INTO messages (send_id, transport_id, kind, contact_id, email, email_key, status, created_at)
    VALUES (1, 1, 'campaign', 1, 'a@x.example', 'a@x.example', 'attempting', 5)`);
  before.run(sql`INSERT INTO webhook_endpoints (public_id, dialect, url, events, read_to, created_at, updated_at)
    VALUES ('e', 'pulsemail', 'https://x.example', '["*"]', 7, 1, 1)`);
};
const facts = () => db.all<{ name: string; at: number }>(sql`SELECT name, at FROM events ORDER BY id`);

it('notes what becomes of sends from then on, each stage once, and a campaign as sent once', async () => {
  ({ db, close } = await migratedWorkspace(290, seed));
  expect(facts()).toEqual([]);
  db.run(sql`UPDATE messages SET status = 'accepted', settled_at = 8 WHERE id = 1`);
  db.run(sql`UPDATE sends SET state = 'finished', finished_at = 9 WHERE id = 1`);
  db.run(sql`UPDATE sends SET state = 'sending', finished_at = NULL WHERE id = 1`);
  db.run(sql`UPDATE sends SET state = 'finished', finished_at = 12 WHERE id = 1`);
  expect(facts()).toEqual([
    { name: 'send.completed', at: 9 },
    { name: 'campaign.sent', at: 9 },
    { name: 'send.completed', at: 12 },
  ]);
  expect(db.value(sql`SELECT data ->> '$.counts.accepted' FROM events LIMIT 1`)).toBe(1);
});

it('notes a message of which it was found out later that it had left, and of others nothing', async () => {
  ({ db, close } = await migratedWorkspace(290, seed));
  db.run(sql`UPDATE messages SET status = 'uncertain', settled_at = 8 WHERE id = 1`);
  db.run(sql`UPDATE messages SET status = 'accepted', reason = 'by evidence' WHERE id = 1`);
  expect(facts()).toEqual([{ name: 'accepted', at: 8 }]);
});

it('has webhooks read again from where rows were taken back', async () => {
  ({ db, close } = await migratedWorkspace(290, seed));
  for (const at of [1, 2, 3]) db.run(sql`INSERT INTO events (id, name, at) VALUES (${at + 4}, 'import.progress', ${at})`);
  db.run(sql`DELETE FROM events WHERE id >= 6`);
  expect(db.value(sql`SELECT read_to FROM webhook_endpoints`)).toBe(5);
  db.run(sql`DELETE FROM events`);
  expect(db.value(sql`SELECT read_to FROM webhook_endpoints`)).toBe(0);
});
