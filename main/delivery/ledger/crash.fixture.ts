/**
 * A process of its own that sends until it is killed: `node crash.fixture.ts DATABASE POINT`. Where the point is one
 * of its own it says so and then does nothing more; at other points whoever started it decides when to kill.
 */
import { silentLogger } from '../../base/logger.ts';
import { openWrite, sql, type WriteDb, workspaceMigrations } from '../../db/db.ts';
import { deliveryOn, plainLetters } from '../testing.ts';

const [file = '', point = ''] = process.argv.slice(2);
const db = await openWrite({ file, logger: silentLogger, migrations: workspaceMigrations, create: false });
const count = (status: string) => db.value<number>(sql`SELECT count(*) FROM messages WHERE status = ${status}`) ?? 0;
const finished = () => db.value<number>(sql`SELECT count(*) FROM sends WHERE state = 'finished'`) === 1;
/** Far enough for all connections to be busy. */
const UNDER_WAY = 20;

/** Blocks the only thread, so that nothing more happens until the process is killed. */
function stopHere(): void {
  process.stdout.write(`${point}\n`);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

type Write = WriteDb['transaction'];

/** Stops before or after the commits that matter. */
const stopping =
  (write: Write): Write =>
  (work) => {
    const before = point === 'none' ? 0 : count('accepted');
    const result = write(() => {
      const value = work();
      if (point === 'answered' && before >= UNDER_WAY && count('accepted') > before) stopHere();
      if (point === 'closing' && finished()) stopHere();
      return value;
    });
    if (point === 'claimed' && count('claimed') > 0) stopHere();
    if (point === 'attempting' && before >= UNDER_WAY && count('attempting') > 0) stopHere();
    if (point === 'settled' && before >= UNDER_WAY && count('accepted') > before) stopHere();
    if (point === 'closed' && finished()) stopHere();
    return result;
  };

const watched: WriteDb = { ...db, transaction: stopping(db.transaction), slice: stopping(db.slice) };

deliveryOn(watched, { letters: plainLetters, timing: { tellAheadFrom: 0 } }).start();
