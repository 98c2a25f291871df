import type { ReadDb, WriteDb } from '../../db/db.ts';
import { insertFrozen } from '../ledger/insert.store.ts';
import { type FrozenPart, insertParts, isPreparing, nextPart, peopleToPrepare, removePart } from './preparations.store.ts';
import { addRecipients } from './sends.store.ts';

/** An audience no larger than this has its messages written with the launch itself. */
const AT_ONCE = 3_000;

/** Longer than this nothing else is kept waiting. */
const SLICE_MS = 8;

/**
 * Freezes the audience of a send. Of a large one only who it is goes to the disk here; delivery writes their messages
 * one slice after the other, wherever it was interrupted, and nothing leaves before all are written.
 */
export function freezeAudience(
  db: WriteDb,
  frozen: { sendId: number; parts: readonly FrozenPart[]; now: number },
): { recipients: number; skipped: number } {
  const { sendId, parts, now } = frozen;
  const peopleOf = (some: readonly FrozenPart[]) => some.reduce((sum, { people }) => sum + people, 0);
  const all = peopleOf(parts);
  const skipped = peopleOf(parts.filter(({ status }) => status === 'skipped'));
  return db.transaction(() => {
    insertParts(db, { sendId, parts });
    addRecipients(db, { sendId, recipients: all - skipped });
    if (all <= AT_ONCE) while (isPreparing(db, sendId)) writePart(db, now);
    return { recipients: all - skipped, skipped };
  });
}

export const hasToPrepare = (db: ReadDb): boolean => nextPart(db) !== null;

/** Writes the messages of a slice of what was frozen; says whether some are left. Those of a cancelled send are set aside. */
export function prepareSlice(db: WriteDb, now: number): boolean {
  return db.slice(() => {
    const end = performance.now() + SLICE_MS;
    while (writePart(db, now)) if (performance.now() > end) return hasToPrepare(db);
    return false;
  });
}

function writePart(db: WriteDb, now: number): boolean {
  const part = nextPart(db);
  if (!part) return false;
  const { sendId, transportId, startedAt, contactIds } = part;
  const beginning = part.isCancelled && part.status !== 'skipped' ? cancelled : part;
  const settledAt = beginning.status === 'skipped' ? now : null;
  const written = insertFrozen(db, { ...beginning, sendId, transportId, contactIds, settledAt, launchedAt: startedAt, now });
  // Who was deleted since has nothing that a message could be written to.
  if (part.status !== 'skipped' && written < part.people) addRecipients(db, { sendId, recipients: written - part.people });
  removePart(db, part);
  return true;
}

const cancelled = { status: 'skipped', reason: 'cancelled', dueAt: 0 } as const;

/** How many messages of a send are still to be written; null where all are. */
export const leftToPrepare = (db: ReadDb, sendId: number): number | null =>
  isPreparing(db, sendId) ? peopleToPrepare(db, sendId).reduce((sum, { people }) => sum + people, 0) : null;

export type { FrozenPart };
