import { close, fdatasync, open } from 'node:fs';
import { promisify } from 'node:util';
import type { WriteDb } from './handle.ts';

/** Waits for the disk beside other work, where a transaction would wait for it and let nothing else happen meanwhile. */
export type Disk = {
  /** All that slices have written so far is on the disk, as after a transaction; rejects where the disk says no. */
  flush: () => Promise<void>;
  /** Lets go of the file until the next flush. */
  close: () => Promise<void>;
};

const [openFile, closeFile, sync] = [promisify(open), promisify(close), promisify(fdatasync)];

/**
 * The log is there for as long as its database is open. SQLite keeps its locks on other files, so that closing this one here
 * gives none of them up.
 */
export function createDisk(db: Pick<WriteDb, 'file' | 'checkpoint'>): Disk {
  let log: Promise<number> | null = null;
  let hasFailed = false;

  async function openLog(): Promise<number> {
    try {
      return await openFile(`${db.file}-wal`, 'r+');
    } catch (error) {
      log = null;
      throw error;
    }
  }

  return {
    flush: async () => {
      // What the disk refused once the system may hold for written. SQLite puts it into the file, and waits for that.
      if (hasFailed) db.checkpoint();
      try {
        log ??= openLog();
        await sync(await log);
        hasFailed = false;
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    },
    close: async () => {
      const opened = log;
      log = null;
      if (opened) await closeFile(await opened);
    },
  };
}
