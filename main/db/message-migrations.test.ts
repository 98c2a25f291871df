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

it('keeps campaigns when they learn to have files and their senders to have keys', async () => {
  const before = await open(workspaceMigrations.filter(({ version }) => version < 65));
  before.run(sql`INSERT INTO campaigns (public_id, name, document, audience, created_at, updated_at)
    VALUES ('c', 'Spring', '{}', '{}', 1, 1)`);
  before.close();
  const after = await open(workspaceMigrations);
  expect(after.all(sql`SELECT public_id, name FROM campaigns`)).toEqual([{ public_id: 'c', name: 'Spring' }]);
  after.run(sql`INSERT INTO signing_keys (domain, selector, public_key, created_at) VALUES ('a.example', 's1', 'x', 1)`);
  after.run(sql`INSERT INTO attachments (public_id, campaign_id, file_name, type, stored_as, bytes, created_at)
    VALUES ('a', 1, 'menu.pdf', 'application/pdf', 'x', 1, 1)`);
  after.run(sql`DELETE FROM campaigns`);
  expect(after.all(sql`SELECT public_id FROM attachments`)).toEqual([]);
  after.close();
});
