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

it('keeps what is scheduled and on its way when schedules learn of zones, and sends of waves', async () => {
  const before = await open(workspaceMigrations.filter(({ version }) => version < 90));
  before.run(
    sql`INSERT INTO transports (public_id, kind, name, settings, created_at, updated_at) VALUES ('t', 'inbox', 'Inbox', '{}', 1, 1)`,
  );
  before.run(sql`INSERT INTO campaigns (public_id, name, document, audience, scheduled_at, created_at, updated_at)
    VALUES ('c', 'Spring', '{}', '{}', 5000, 1, 1)`);
  before.run(sql`INSERT INTO sends (public_id, campaign_id, transport_id, state, content, recipients, started_at)
    VALUES ('s', 1, 1, 'sending', '{}', 3, 1)`);
  before.close();
  const after = await open(workspaceMigrations);
  expect(after.all(sql`SELECT public_id, scheduled_at, plan, missed_at FROM campaigns`)).toEqual([
    { public_id: 'c', scheduled_at: 5000, plan: null, missed_at: null },
  ]);
  expect(after.all(sql`SELECT state, recipients FROM sends`)).toEqual([{ state: 'sending', recipients: 3 }]);
  after.run(sql`INSERT INTO dispatches (send_id, seen_at, tokens_at) VALUES (1, 1, 1)`);
  after.run(sql`DELETE FROM sends`);
  expect(after.all(sql`SELECT send_id FROM dispatches`)).toEqual([]);
  after.close();
});
