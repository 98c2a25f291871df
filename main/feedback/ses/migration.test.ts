import { join } from 'node:path';
import { expect, it } from 'vitest';
import { silentLogger } from '../../base/logger.ts';
import { openWrite, workspaceMigrations } from '../../db/db.ts';
import { temporaryFolder } from '../../db/testing.ts';
import { listTransports } from '../../delivery/delivery.ts';
import { smtpTransport } from '../../delivery/testing.ts';
import { saveSource, sourceOf } from './sources.store.ts';

it('is added to a workspace of the version before, whose rows stay', async () => {
  const { folder, remove } = temporaryFolder();
  const open = (migrations: typeof workspaceMigrations) =>
    openWrite({ file: join(folder, 'a.db'), logger: silentLogger, migrations, create: true });
  const before = await open(workspaceMigrations.filter(({ version }) => version < 85));
  const { id } = smtpTransport(before, { port: 25 });
  before.close();
  const db = await open(workspaceMigrations);
  expect(listTransports(db)).toMatchObject([{ id, name: 'Test server' }]);
  expect(sourceOf(db, id)).toBeNull();
  saveSource(db, { transportId: id, topicArn: '', queueUrl: '', region: '', endpoint: '', path: 'p' });
  expect(sourceOf(db, id)).toMatchObject({ path: 'p', subscribedAt: null });
  db.close();
  remove();
});
