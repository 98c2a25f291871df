import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { WriteDb } from './handle.ts';
import { readMark, writeMark } from './place.store.ts';

/**
 * Whether the database of a workspace is where it belongs. It is a copy if its file is another one than it was written
 * in, or on another machine, or if it is older than what was open here last. Moving the folder makes no copy.
 */
export type Place = {
  isCopy: () => boolean;
  /** It belongs here from now on. */
  settle: () => void;
};

const BESIDE = 'opened.json';
const beside = z.object({ starts: z.number().int() });

/** Looks at a workspace that was just opened, and notes the start if it belongs here. */
export function findPlace({ db, folder, isNew }: { db: WriteDb; folder: string; isNew: boolean }): Place {
  const file = identityOf(join(folder, 'letterpress.db'));
  const machine = machineId();
  const counted = join(folder, BESIDE);
  const mark = readMark(db);
  const last = readBeside(counted);
  const note = (starts: number) => {
    writeMark(db, { file, machine, starts });
    // After the database: a crash between the two leaves the database the newer one, which is as it should be.
    writeFileSync(counted, JSON.stringify({ starts }));
  };
  // Workspaces from before there were marks have neither, and belong where they are.
  const belongs =
    isNew ||
    (mark === null ? last === null : mark.file === file && mark.machine === machine && last !== null && last <= mark.starts);
  const next = Math.max(mark?.starts ?? 0, last ?? 0) + 1;
  if (belongs) note(next);
  let copy = !belongs;
  return {
    isCopy: () => copy,
    settle: () => {
      if (copy) note(next);
      copy = false;
    },
  };
}

/** What a file keeps when it is renamed or moved, and a copy of it does not have. */
function identityOf(file: string): string {
  const { ino, birthtimeMs } = statSync(file, { bigint: true });
  return `${ino}-${birthtimeMs}`;
}

/** Empty where the system names none in a file; the identity of the file has to do then. */
function machineId(): string {
  const file = '/etc/machine-id';
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
}

/** How often it had been opened here; null where that is not known. */
function readBeside(file: string): number | null {
  if (!existsSync(file)) return null;
  try {
    return beside.parse(JSON.parse(readFileSync(file, 'utf8'))).starts;
  } catch (error) {
    // A note that cannot be read is none, and then a person is asked.
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}
