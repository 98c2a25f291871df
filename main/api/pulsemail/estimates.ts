import type { Sql } from '../../db/db.ts';
import type { Workspace } from '../../workspace.ts';

/** So many rows are counted on the spot, which takes a millisecond or two. */
const EXACT = 5000;
const FRESH_MS = 10_000;

type Known = { count: number; at: number; asking: Promise<void> | null };
const known = new WeakMap<Workspace['db'], Map<string, Known>>();

/**
 * How many rows a collection has. Small ones are counted exactly; large ones off the main thread, and that number is
 * answered for some seconds, and once more while it is counted anew.
 */
export async function estimate(
  { db, reads, clock }: Workspace,
  { name, query }: { name: string; query: (most: number | null) => Sql },
): Promise<number> {
  const counts = known.get(db) ?? new Map<string, Known>();
  known.set(db, counts);
  const entry = counts.get(name) ?? { count: 0, at: Number.NEGATIVE_INFINITY, asking: null };
  // What was large a moment ago need not be looked at again to know that it is.
  if (entry.count <= EXACT) {
    const few = db.value<number>(query(EXACT + 1)) ?? 0;
    if (few <= EXACT / 2) return few;
  }
  counts.set(name, entry);
  const isFirst = entry.at === Number.NEGATIVE_INFINITY;
  if (clock() - entry.at > FRESH_MS && !entry.asking) {
    entry.asking = reads
      .rows<{ count: number }>({ file: db.file, query: query(null) })
      .then(([row]) => {
        entry.count = row?.count ?? 0;
        entry.at = clock();
      })
      .finally(() => {
        entry.asking = null;
      });
  }
  // Nobody waits for it later on; if it fails then the next who asks has the error.
  if (isFirst) await entry.asking;
  else entry.asking?.catch(() => undefined);
  return entry.count;
}
