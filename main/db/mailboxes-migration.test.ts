import { afterEach, expect, it } from 'vitest';
import { sql, type WriteDb } from './db.ts';
import { migratedWorkspace } from './testing.ts';

let db: WriteDb;
let close: () => void;
afterEach(() => close());

it('keeps what was learned before there were mailboxes, and counts from nothing', async () => {
  ({ db, close } = await migratedWorkspace(70, (before) => {
    before.run(
      sql`INSERT INTO transports (public_id, kind, name, settings, created_at, updated_at) VALUES ('t', 'inbox', 'Inbox', '{}', 1, 1)`,
    );
    before.run(sql`INSERT INTO messages (transport_id, kind, email, email_key, status, created_at)
    VALUES (1, 'transactional', 'ada@mill.example', 'ada@mill.example', 'accepted', 1)`);
    before.run(sql`INSERT INTO evidence (message_id, what, source, mark, at) VALUES (1, 'delivered', 'ses', 'm', 2)`);
  }));
  expect(db.all(sql`SELECT message_id, what FROM evidence`)).toEqual([{ message_id: 1, what: 'delivered' }]);
  db.run(sql`INSERT INTO mailboxes (public_id, address, settings, created_at, updated_at)
    VALUES ('b', 'bounces@mill.example', '{}', 1, 1)`);
  expect(db.all(sql`SELECT uid_validity, last_uid, bounces, others, checked_at FROM mailboxes`)).toEqual([
    { uid_validity: null, last_uid: 0, bounces: 0, others: 0, checked_at: null },
  ]);
});
