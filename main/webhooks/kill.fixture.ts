/** A process of its own that sends and tells of it until it is killed: `node kill.fixture.ts DATABASE`. */
import { createChanges } from '../base/changes.ts';
import { silentLogger } from '../base/logger.ts';
import { openWrite, workspaceMigrations } from '../db/db.ts';
import { deliveryOn, plainLetters } from '../delivery/testing.ts';
import { knownSecret, plainStyle } from './testing.ts';
import { createWebhooks } from './webhooks.ts';

const [file = ''] = process.argv.slice(2);
const db = await openWrite({ file, logger: silentLogger, migrations: workspaceMigrations, create: false });
const changes = createChanges();
const webhooks = createWebhooks({
  db,
  workspaceId: 'w',
  clock: Date.now,
  logger: silentLogger,
  changes,
  secrets: knownSecret,
  styles: [plainStyle],
});
deliveryOn(db, { letters: plainLetters, changes }).start();
webhooks.start();
// A process that waits for a server and a timer of no weight would end.
setInterval(() => undefined, 1_000);
