import type { FieldValues } from '#shared/schema/shapes.ts';
import { silentLogger } from '../../base/logger.ts';
import type { Compiled, DryRun } from '../../content/content.ts';
import { openRead } from '../../db/db.ts';
import type { ReadJob } from '../contract.ts';

/** `query` gives the recipients; `people` the bits of those who fulfil each condition of the message. */
export type DryRunJob = ReadJob & { compiled: Compiled; people: readonly Uint8Array[] };

type Row = { id: number; email: string; firstName: string; lastName: string; fields: string };

const EVERY_MS = 150;

/** Makes the message of everybody; a slice now and then says how far it is, and the last one what came of it. */
export async function* dryRun({ file, query, compiled, people }: DryRunJob, signal: AbortSignal): AsyncGenerator<DryRun> {
  // Only here, or each thread would begin with all that designs are compiled with.
  const { createDryRun } = await import('../../content/content.ts');
  const db = openRead({ file, logger: silentLogger, mapped: false });
  try {
    const run = createDryRun({ compiled, people });
    let told = performance.now();
    let count = 0;
    for (const { fields, ...row } of db.iterate<Row>(query)) {
      // Written by the contacts' store only, which parses what comes from outside.
      run.look({ ...row, fields: fields === '{}' ? {} : (JSON.parse(fields) as FieldValues) });
      if (++count % 200 !== 0 || performance.now() - told < EVERY_MS) continue;
      yield run.result();
      // A message that says that nobody waits any more is read between two slices.
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (signal.aborted) return;
      told = performance.now();
    }
    yield run.result();
  } finally {
    db.close();
  }
}
