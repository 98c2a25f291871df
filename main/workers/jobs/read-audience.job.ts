import { bitsOf } from '../../base/id-bits.ts';
import { silentLogger } from '../../base/logger.ts';
import { type PackedGroup, packGroups } from '../../base/packed-groups.ts';
import { openRead, type ReadDb } from '../../db/db.ts';
import type { PackJob, ReadJob } from '../contract.ts';

export async function* readRows({ file, query }: ReadJob): AsyncGenerator<unknown[]> {
  yield reading(file, (db) => db.all(query));
}

export async function* packPeople({ file, query, packing }: PackJob): AsyncGenerator<PackedGroup[]> {
  yield reading(file, (db) => packGroups(db.iterate(query), packing));
}

export async function* readBits({ file, query }: ReadJob): AsyncGenerator<Uint8Array> {
  yield reading(file, (db) => bitsOf(ids(db.iterate<{ id: number }>(query))));
}

function* ids(rows: Iterable<{ id: number }>): Generator<number> {
  for (const { id } of rows) yield id;
}

/** A connection of its own each time: it goes through most of the contacts, and nothing of that shall stay in memory. */
function reading<Answer>(file: string, work: (db: ReadDb) => Answer): Answer {
  const db = openRead({ file, logger: silentLogger, mapped: false });
  try {
    return work(db);
  } finally {
    db.close();
  }
}
