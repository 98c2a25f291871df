import { silentLogger } from '../../base/logger.ts';
import { openRead, type ReadDb } from '../../db/db.ts';
import type { ReadJob } from '../contract.ts';

const SLICE = 20_000;

/** The connection of the last question: the next one is most often about the same workspace, and finds its pages in memory. */
let open: ReadDb | undefined;

function connection(file: string): ReadDb {
  if (open?.file === file) return open;
  open?.close();
  // What is mapped of the file would be counted as memory of the app.
  open = openRead({ file, logger: silentLogger, mapped: false });
  return open;
}

export async function* readNumbers({ file, query }: ReadJob): AsyncGenerator<number[]> {
  const numbers = connection(file)
    .all<Record<string, number>>(query)
    .map((row) => Object.values(row)[0] ?? 0);
  for (let from = 0; from < numbers.length; from += SLICE) yield numbers.slice(from, from + SLICE);
}
