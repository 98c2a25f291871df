import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ImportResult } from '#shared/rpc/imports.ts';
import type { Changes } from '../base/changes.ts';
import type { Clock } from '../base/clock.ts';
import { conflict, factsOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { WriteDb } from '../db/db.ts';
import { commitSlice, type ImportMemory, type ImportTerms } from './commit.ts';
import { createIdSet } from './id-set.ts';
import { endImport, type StoredImport } from './imports.store.ts';
import { madeBy, peopleOf } from './journal.store.ts';
import type { ParseFile, ParseJob } from './ports.ts';
import type { Work } from './running.ts';

/** A file to be read into the workspace: from its beginning, or after the slices and rows that are written already. */
export type ReadingIn = { publicId: string; job: ParseJob; terms: ImportTerms; memory: ImportMemory; rows: number };

type Tools = { db: WriteDb; clock: Clock; changes: Changes; logger: Logger; parseFile: ParseFile };

const ANNOUNCE_MS = 1000;

const otherwiseRead = () =>
  conflict(
    'imports.otherwise-read',
    'The file is read in another way now than when it was begun. Undo the import and begin anew.',
  );

/** Reads a file to its end, a slice in a transaction, and writes down how it ended. */
export async function readIn(
  { db, clock, changes, logger, parseFile }: Tools,
  { publicId, job, terms, memory, rows }: ReadingIn,
  { signal, stopping, wake }: Work,
): Promise<void> {
  let announced = clock();
  let ended: { state: Exclude<ImportResult['state'], 'running'>; error: string };
  try {
    const passedOver = memory.seq;
    let [slices, seen] = [0, 0];
    for await (const slice of parseFile(job, { signal, from: passedOver })) {
      if (signal.aborted) break;
      if (slices++ < passedOver) {
        seen += slice.rows;
        if (slices === passedOver && seen !== rows) throw otherwiseRead();
        continue;
      }
      commitSlice(db, terms, memory, slice);
      wake();
      // Slices that wait already would otherwise be written one after the other with nobody else getting a turn.
      await nextTurn();
      if (clock() - announced < ANNOUNCE_MS) continue;
      announced = clock();
      changes.announce('imports', 'contacts', 'lists');
    }
    ended = signal.aborted ? { state: stopping(), error: '' } : { state: 'finished', error: '' };
  } catch (error) {
    ended = signal.aborted ? { state: stopping(), error: '' } : { state: 'failed', error: explain(logger, publicId, error) };
  }
  endImport(db, { id: terms.importId, ...ended, now: clock() });
}

function explain(logger: Logger, publicId: string, error: unknown): string {
  const facts = factsOf(error);
  if (facts) return facts.message;
  logger.error('an import failed', { import: publicId, error });
  return 'Something went wrong inside Letterpress. The log has the details. What is in by now stays in.';
}

/** What an import knew when it was cut off. */
export function memoryOf(db: WriteDb, { importId, slices }: StoredImport): ImportMemory {
  const seen = createIdSet();
  for (const { first, last, met } of peopleOf(db, importId)) {
    for (let id = first; id <= last; id++) seen.add(id);
    for (const id of met) seen.add(id);
  }
  return { seq: slices, seen, made: madeBy(db, importId), mostlyNew: true };
}
