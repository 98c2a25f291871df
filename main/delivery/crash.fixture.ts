/**
 * A process of its own that sends until it is killed: `node crash.fixture.ts DATABASE POINT`. Where the point is one
 * of its own it says so and then does nothing more; at other points the server at the far end decides when to kill.
 */
import { silentLogger } from '../base/logger.ts';
import { openWrite, sql, type WriteDb, workspaceMigrations } from '../db/db.ts';
import { deliveryOn, plainLetters } from './testing.ts';

const [file = '', point = ''] = process.argv.slice(2);
const db = await openWrite({ file, logger: silentLogger, migrations: workspaceMigrations, create: false });
const count = (status: string) => db.value<number>(sql`SELECT count(*) FROM messages WHERE status = ${status}`) ?? 0;

/** Blocks the only thread, so that nothing more happens until the process is killed. */
function stopHere(): void {
  process.stdout.write(`${point}\n`);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

/** The database, stopping before or after the commits that matter. */
const watched: WriteDb = {
  ...db,
  transaction: (work) => {
    const result = db.transaction(() => {
      const before = count('accepted');
      const value = work();
      if (point === 'before-settle' && before >= 20 && count('accepted') > before) stopHere();
      return value;
    });
    if (point === 'after-claim' && count('claimed') > 0) stopHere();
    if (point === 'after-attempting' && count('accepted') >= 20 && count('attempting') > 0) stopHere();
    return result;
  },
};

deliveryOn(watched, { letters: plainLetters }).start();
