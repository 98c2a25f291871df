import { expect, it } from 'vitest';
import { sql } from './db.ts';
import { migratedWorkspace } from './testing.ts';

it('counts the messages that were there before', async () => {
  const { db, close } = await migratedWorkspace(95, (before) => {
    before.run(
      sql`INSERT INTO campaigns (public_id, name, document, audience, created_at, updated_at) VALUES ('a', 'A', '{}', '{}', 1, 1)`,
    );
    before.run(
      sql`INSERT INTO transports (public_id, kind, name, settings, created_at, updated_at) VALUES ('t', 'inbox', 'T', '{}', 1, 1)`,
    );
    for (const send of ['one', 'two'])
      before.run(sql`INSERT INTO sends (public_id, campaign_id, transport_id, state, content, recipients, started_at)
        VALUES (${send}, 1, 1, 'sending', '{}', 3, 1)`);
    for (const status of ['accepted', 'accepted', 'uncertain'])
      before.run(sql`INSERT INTO messages (send_id, transport_id, kind, email, email_key, status, created_at)
        VALUES (1, 1, 'campaign', 'a@x.example', 'a@x.example', ${status}, 1)`);
  });
  expect(db.all(sql`SELECT send_id, status, count FROM send_counts WHERE count > 0 ORDER BY status`)).toEqual([
    { send_id: 1, status: 'accepted', count: 2 },
    { send_id: 1, status: 'uncertain', count: 1 },
  ]);
  expect(db.value(sql`SELECT count(*) FROM send_counts`)).toBe(16);
  db.run(sql`INSERT INTO preparations VALUES (2, 0, 'pending', '', 0, 1, x'01')`);
  db.run(sql`DELETE FROM sends`);
  expect(db.value(sql`SELECT (SELECT count(*) FROM send_counts) + (SELECT count(*) FROM preparations)`)).toBe(0);
  close();
});
