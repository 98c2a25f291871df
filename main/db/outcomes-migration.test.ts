import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import { openWrite, sql, workspaceMigrations } from './db.ts';
import { temporaryFolder } from './testing.ts';

let folder: string;
let remove: () => void;
beforeEach(() => ({ folder, remove } = temporaryFolder()));
afterEach(() => remove());

const open = (migrations: typeof workspaceMigrations) =>
  openWrite({ file: join(folder, 'a.db'), logger: silentLogger, migrations, create: true });

it('keeps the ledger and its evidence when transcripts come, which go with their message', async () => {
  const before = await open(workspaceMigrations.filter(({ version }) => version < 60));
  before.run(
    sql`INSERT INTO transports (public_id, kind, name, settings, created_at, updated_at) VALUES ('t', 'inbox', 'Inbox', '{}', 1, 1)`,
  );
  before.run(sql`INSERT INTO messages (transport_id, kind, email, email_key, status, reply, created_at)
    VALUES (1, 'test', 'a@x.example', 'a@x.example', 'refused', '550 no', 1)`);
  before.run(sql`INSERT INTO evidence (message_id, what, source, mark, at) VALUES (1, 'bounced', 'mailbox', 'm', 1)`);
  before.close();
  const after = await open(workspaceMigrations);
  expect(after.all(sql`SELECT status, reply, said FROM messages`)).toEqual([{ status: 'refused', reply: '550 no', said: '' }]);
  expect(after.all(sql`SELECT what FROM evidence`)).toEqual([{ what: 'bounced' }]);
  after.run(sql`INSERT INTO transcripts (message_id, at, lines) VALUES (1, 1, 'C: MAIL FROM:<a@x.example>')`);
  after.run(sql`DELETE FROM messages`);
  expect(after.all(sql`SELECT id FROM transcripts`)).toEqual([]);
  after.close();
});
