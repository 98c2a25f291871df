// A process of its own that puts everybody into a list that asks, and asks them by mail until it is killed. It begins when it
// is told to: `node confirmer-kill.fixture.ts DATABASE LIST`.
import { once } from 'node:events';
import { silentLogger } from '../base/logger.ts';
import { openWrite, workspaceMigrations } from '../db/db.ts';
import { askingEverybody } from './testing-asking.ts';

const [file = '', list = ''] = process.argv.slice(2);
await once(process.stdin, 'data');
const db = await openWrite({ file, logger: silentLogger, migrations: workspaceMigrations, create: false });
askingEverybody(db, list).start();
// The first slices come one at a time, so that a kill can fall between two of them.
const pause = new Int32Array(new SharedArrayBuffer(4));
let turns = 8;
const wait = () => {
  Atomics.wait(pause, 0, 0, 40);
  if (--turns > 0) setImmediate(wait);
};
setImmediate(wait);
// A process that waits for a server and a timer of no weight would end.
setInterval(() => undefined, 1_000);
