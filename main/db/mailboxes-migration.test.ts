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

it('keeps what was learned before there were mailboxes, and counts from nothing', async () => {
  const before = await open(workspaceMigrations.filter(({ version }) => version < 70));
  before.run(
    sql`INSERT INTO transports (public_id, kind, name, settings, created_at, updated_at) VALUES ('t', 'inbox', 'Inbox', '{}', 1, 1)`,
  );
  before.run(sql`INSERT INTO messages (transport_id, kind, email, email_key, status, created_at)
    VALUES (1, 'transactional', 'ada@mill.example', 'ada@mill.example', 'accepted', 1)`);
  before.run(sql`INSERT INTO evidence (message_id, what, source, mark, at) VALUES (1, 'delivered', 'ses', 'm', 2)`);
  before.close();
  const after = await open(workspaceMigrations);
  expect(after.all(sql`SELECT message_id, what FROM evidence`)).toEqual([{ message_id: 1, what: 'delivered' }]);
  after.run(sql`INSERT INTO mailboxes (public_id, address, settings, created_at, updated_at)
    VALUES ('b', 'bounces@mill.example', '{}', 1, 1)`);
  expect(after.all(sql`SELECT uid_validity, last_uid, bounces, others, checked_at FROM mailboxes`)).toEqual([
    { uid_validity: null, last_uid: 0, bounces: 0, others: 0, checked_at: null },
  ]);
  after.close();
});
