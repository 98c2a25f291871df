import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ImportOptions } from '#shared/rpc/imports.ts';
import type { WriteDb } from '../db/db.ts';
import { writeSlice } from './commit.ts';
import { createIdSet } from './id-set.ts';
import { type Counts, insertImport } from './imports.store.ts';
import type { ParseFile } from './ports.ts';
import { prepareImport } from './prepare.ts';

type Trying = { path: string; fileName: string; options: ImportOptions; columns: string[]; now: number };

const ROLLBACK = Symbol('nothing of this is kept');

/** Does work in a transaction and takes all of it back. */
function rolledBack<Result>(db: WriteDb, trying: Trying, work: (prepared: ReturnType<typeof prepareImport>) => Result): Result {
  const done: { result: Result }[] = [];
  try {
    db.transaction(() => {
      done.push({ result: work(prepareImport(db, { ...trying, names: trying.columns })) });
      throw ROLLBACK;
    });
  } catch (error) {
    if (error !== ROLLBACK) throw error;
  }
  const [first] = done;
  if (!first) throw new Error('The work was not done.');
  return first.result;
}

/**
 * What an import of a file would come to. Every slice is written as an import does it, in a transaction that is rolled
 * back, so that the numbers are those of the import itself.
 */
export async function tryImport(
  db: WriteDb,
  parseFile: ParseFile,
  { trying, signal }: { trying: Trying; signal: AbortSignal },
): Promise<Counts & { rows: number }> {
  const total: Counts = { imported: 0, updated: 0, unchanged: 0, rejected: 0, repeated: 0, keptBack: 0, corrected: 0, roles: 0 };
  const known = new Set<string>();
  const job = rolledBack(db, trying, ({ job }) => job);
  for await (const slice of parseFile(job, { signal })) {
    if (signal.aborted) break;
    const { counts, newKeys } = rolledBack(db, trying, ({ listId, made }) => {
      const importId = insertImport(db, { ...trying, publicId: 'trying', bytes: 0, head: '', listId, made });
      const { existing, consentSource, tags } = trying.options;
      const terms = { importId, fileName: trying.fileName, listId, existing, consentSource, tags, now: trying.now };
      const memory = { seq: 0, seen: createIdSet(), made, mostlyNew: false };
      const written = writeSlice(db, { terms, memory, slice, made });
      return { counts: written.counts, newKeys: written.keys.filter((_, row) => written.isNew[row]) };
    });
    // The slices before are not there any more, so that whoever they would have made seems to be new again.
    const again = newKeys.filter((key) => known.has(key)).length;
    for (const key of newKeys) known.add(key);
    total.imported += counts.imported - again;
    total.unchanged += counts.unchanged + again;
    total.repeated += counts.repeated + again;
    total.updated += counts.updated;
    total.rejected += counts.rejected;
    total.keptBack += counts.keptBack;
    total.corrected += counts.corrected;
    total.roles += counts.roles;
    await nextTurn();
  }
  return { ...total, rows: total.imported + total.updated + total.unchanged + total.rejected };
}
