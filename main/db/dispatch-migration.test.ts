import { afterEach, expect, it } from 'vitest';
import { sql, type WriteDb } from './db.ts';
import { migratedWorkspace } from './testing.ts';

let db: WriteDb;
let close: () => void;
afterEach(() => close());

it('keeps what is scheduled and on its way when schedules learn of zones, and sends of waves', async () => {
  ({ db, close } = await migratedWorkspace(90, (before) => {
    before.run(
      sql`INSERT INTO transports (public_id, kind, name, settings, created_at, updated_at) VALUES ('t', 'inbox', 'Inbox', '{}', 1, 1)`,
    );
    before.run(sql`INSERT INTO campaigns (public_id, name, document, audience, scheduled_at, created_at, updated_at)
    VALUES ('c', 'Spring', '{}', '{}', 5000, 1, 1)`);
    before.run(sql`INSERT INTO sends (public_id, campaign_id, transport_id, state, content, recipients, started_at)
    VALUES ('s', 1, 1, 'sending', '{}', 3, 1)`);
  }));
  expect(db.all(sql`SELECT public_id, scheduled_at, plan, missed_at FROM campaigns`)).toEqual([
    { public_id: 'c', scheduled_at: 5000, plan: null, missed_at: null },
  ]);
  expect(db.all(sql`SELECT state, recipients FROM sends`)).toEqual([{ state: 'sending', recipients: 3 }]);
  db.run(sql`INSERT INTO dispatches (send_id, seen_at, tokens_at) VALUES (1, 1, 1)`);
  db.run(sql`DELETE FROM sends`);
  expect(db.all(sql`SELECT send_id FROM dispatches`)).toEqual([]);
});
