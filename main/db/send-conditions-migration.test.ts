import { afterEach, expect, it } from 'vitest';
import { sql, type WriteDb } from './db.ts';
import { migratedWorkspace } from './testing.ts';

let db: WriteDb;
let close: () => void;
afterEach(() => close());

it('keeps sends that are on their way when messages learn of conditions, and forgets these with their send', async () => {
  ({ db, close } = await migratedWorkspace(190, (before) => {
    before.run(
      sql`INSERT INTO transports (public_id, kind, name, settings, created_at, updated_at) VALUES ('t', 'inbox', 'Inbox', '{}', 1, 1)`,
    );
    before.run(
      sql`INSERT INTO campaigns (public_id, name, document, audience, created_at, updated_at) VALUES ('c', 'Spring', '{}', '{}', 1, 1)`,
    );
    before.run(sql`INSERT INTO sends (public_id, campaign_id, transport_id, state, content, recipients, started_at)
    VALUES ('s', 1, 1, 'sending', '{}', 3, 1)`);
  }));
  expect(db.all(sql`SELECT state, recipients FROM sends`)).toEqual([{ state: 'sending', recipients: 3 }]);
  db.run(sql`INSERT INTO send_conditions (send_id, position, people) VALUES (1, 0, ${Buffer.from([2])})`);
  db.run(sql`DELETE FROM sends`);
  expect(db.all(sql`SELECT send_id FROM send_conditions`)).toEqual([]);
});
