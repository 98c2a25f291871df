import { afterEach, expect, it } from 'vitest';
import { sql, type WriteDb } from './db.ts';
import { migratedWorkspace } from './testing.ts';

let db: WriteDb;
let close: () => void;
afterEach(() => close());

it('keeps the ledger and its evidence when transcripts come, which go with their message', async () => {
  ({ db, close } = await migratedWorkspace(60, (before) => {
    before.run(
      sql`INSERT INTO transports (public_id, kind, name, settings, created_at, updated_at) VALUES ('t', 'inbox', 'Inbox', '{}', 1, 1)`,
    );
    before.run(sql`INSERT INTO messages (transport_id, kind, email, email_key, status, reply, created_at)
    VALUES (1, 'test', 'a@x.example', 'a@x.example', 'refused', '550 no', 1)`);
    before.run(sql`INSERT INTO evidence (message_id, what, source, mark, at) VALUES (1, 'bounced', 'mailbox', 'm', 1)`);
  }));
  expect(db.all(sql`SELECT status, reply, said FROM messages`)).toEqual([{ status: 'refused', reply: '550 no', said: '' }]);
  expect(db.all(sql`SELECT what FROM evidence`)).toEqual([{ what: 'bounced' }]);
  db.run(sql`INSERT INTO transcripts (message_id, at, lines) VALUES (1, 1, 'C: MAIL FROM:<a@x.example>')`);
  db.run(sql`DELETE FROM messages`);
  expect(db.all(sql`SELECT id FROM transcripts`)).toEqual([]);
});
