/**
 * A process of its own that sends until it is killed, and writes down how much of the database a disk would hold if the
 * power failed: `node power.fixture.ts DATABASE SYNCED [careless]`. A transaction waits for the disk, a slice does not until it
 * is asked to; a careless one treats all alike, to show what that would do.
 */
import { openSync, statSync, writeSync } from 'node:fs';
import { newId } from '../../base/ids.ts';
import { silentLogger } from '../../base/logger.ts';
import { createDisk, type Disk, openWrite, sql, type WriteDb, workspaceMigrations } from '../../db/db.ts';
import { deliveryOn, plainLetters } from '../testing.ts';

const [file = '', synced = '', how = ''] = process.argv.slice(2);
const db = await openWrite({ file, logger: silentLogger, migrations: workspaceMigrations, create: false });
// What is written stays in the log, at whose end one can see how far it goes.
db.value(sql`PRAGMA wal_autocheckpoint = 0`);
const record = openSync(synced, 'w');

const written = () => statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
/** So much of the log is on the disk, at least. */
let safe = 0;
function isSafe(size: number): void {
  if (how === 'careless' || size <= safe) return;
  safe = size;
  writeSync(record, String(size).padStart(16), 0);
}
let depth = 0;

/** Does something; where it was on its own and wrote something, it has waited for the disk. */
function durably<Result>(work: () => Result): Result {
  const before = written();
  depth++;
  try {
    return work();
  } finally {
    depth--;
    if (depth === 0 && written() > before) isSafe(written());
  }
}

function notWaiting<Result>(work: () => Result): Result {
  depth++;
  try {
    return work();
  } finally {
    depth--;
  }
}

const watched: WriteDb = {
  ...db,
  run: (query) => durably(() => db.run(query)),
  transaction: (work) => durably(() => (how === 'careless' && depth === 1 ? db.slice(work) : db.transaction(work))),
  slice: (work) => notWaiting(() => db.slice(work)),
};

/** What is written while the disk is waited for may not be on it yet. */
const flushed = (disk: Disk): Disk => ({
  ...disk,
  flush: async () => {
    const before = written();
    await disk.flush();
    isSafe(before);
  },
});

// After a power cut the computer starts anew.
const disk = flushed(createDisk(db));
deliveryOn(watched, { disk, letters: plainLetters, boot: newId(), timing: { tellAheadFrom: 0 } }).start();
process.stdout.write('begun\n');
