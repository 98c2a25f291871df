import {
  type Brought,
  removeBrought,
  restoreSuppression,
  staysAsTouched,
  takeBackChanges,
  takeBackTags,
} from '../contacts/contacts.ts';
import type { WriteDb } from '../db/db.ts';
import { forgetEvents, recordUndone } from '../events/events.ts';
import { takeBackJoining } from '../lists/lists.ts';
import { countKept, type StoredImport } from './imports.store.ts';
import { deleteSlice, importTags, type JournalSlice, lastSlice, shortenSlice } from './journal.store.ts';
import { removeMade } from './made.ts';

/** People that are removed at once: so many that nobody notices a stutter. */
const PEOPLE_AT_ONCE = 500;

/**
 * Takes an import back, from its last slice to its first, a transaction at a time. What it still has to take back is on
 * the disk, so that it goes on wherever it was cut off. What a person or a script changed since stays and is counted.
 * Yields after each transaction.
 */
export function* undoImport(db: WriteDb, { stored, now }: { stored: StoredImport; now: () => number }): Generator<void> {
  const { importId, listId, startedAt: stamp } = stored;
  const tagIds = importTags(db, importId);
  const undone = { importId, listId, stamp, tagIds };
  for (let slice = lastSlice(db, importId); slice; slice = lastSlice(db, importId)) {
    const { firstContact: first, lastContact: last } = slice;
    if (last >= first) {
      const from = Math.max(first, last - PEOPLE_AT_ONCE + 1);
      db.slice(() =>
        takeBackPeople(db, { ...undone, seq: slice.seq, brought: { first: from, last, stamp, listId, tagIds }, now: now() }),
      );
    } else db.slice(() => takeBackSlice(db, { ...undone, slice, now: now() }));
    yield;
  }
  yield* removeMade(db, importId);
}

type Undone = { importId: number; listId: number | null; stamp: number; tagIds: readonly number[] };

function takeBackPeople(
  db: WriteDb,
  { importId, seq, brought, now }: Undone & { seq: number; brought: Brought; now: number },
): void {
  const { kept } = removeBrought(db, { brought, now });
  if (kept > 0) countKept(db, { importId, kept });
  shortenSlice(db, { importId, seq, from: brought.first });
}

/** All that is left of a slice once the people that it made are gone. */
function takeBackSlice(
  db: WriteDb,
  { importId, listId, stamp, tagIds, slice, now }: Undone & { slice: JournalSlice; now: number },
): void {
  const { contacts, list, tags, suppressions } = slice.changes;
  for (const [tagId, contactIds] of tags) takeBackTags(db, { tagId, contactIds });
  const changes = takeBackChanges(db, { changes: contacts, stamp });
  const kept = new Set(changes.kept);
  recordUndone(db, { of: { importId, seq: slice.seq }, back: changes.back, at: now });
  if (listId !== null) for (const id of takeBackJoining(db, { listId, change: list, stamp })) kept.add(id);
  // Of two rows of one address the later one goes first.
  for (const { key, before, after } of suppressions.toReversed()) {
    // Whoever stays must not receive what the file said they do not want.
    if (!staysAsTouched(db, { key, brought: { first: 1, last: Number.MAX_SAFE_INTEGER, stamp, listId, tagIds } }))
      restoreSuppression(db, { key, before, after });
  }
  // Of the people that it made, the facts went with them.
  const { firstEvent: first, lastEvent: last, firstContact: before } = slice;
  if (last >= first) forgetEvents(db, { first, last, before, except: [...kept] });
  if (kept.size > 0) countKept(db, { importId, kept: kept.size });
  deleteSlice(db, { importId, seq: slice.seq });
}
