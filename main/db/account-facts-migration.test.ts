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

it('keeps the accounts when they learn what Amazon says of them', async () => {
  const before = await open(workspaceMigrations.filter(({ version }) => version < 55));
  before.run(sql`INSERT INTO transports (public_id, kind, name, settings, per_second, from_addresses, created_at, updated_at)
    VALUES ('t', 'ses', 'SES', '{"region":"eu-west-1","accessKeyId":"AKID"}', 3, '["@hearth.example"]', 1, 1)`);
  before.close();
  const after = await open(workspaceMigrations);
  expect(after.all(sql`SELECT public_id, per_second, from_addresses, account FROM transports`)).toEqual([
    { public_id: 't', per_second: 3, from_addresses: '["@hearth.example"]', account: null },
  ]);
  after.close();
});
