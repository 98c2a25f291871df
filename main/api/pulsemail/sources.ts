import { z } from 'zod';
import { sha256 } from '../../base/ids.ts';
import type { ReadDb, WriteDb } from '../../db/db.ts';
import { dropFact, readFact, writeFact } from '../http/program-facts.store.ts';

const kept = z.object({ of: z.string(), source: z.unknown() });

/** Keeps something as the program wrote it, for as long as what was made of it is not changed in the app. */
export const keepAsWritten = (db: WriteDb, { name, made, source }: { name: string; made: unknown; source: unknown }): void =>
  writeFact(db, `source/${name}`, { of: digest(made), source });

/** Null where it was made in the app, or changed there since. */
export function asWritten<Shape extends z.ZodType>(
  db: ReadDb,
  { name, made, shape }: { name: string; made: unknown; shape: Shape },
): z.output<Shape> | null {
  const found = readFact(db, `source/${name}`, kept);
  return found && found.of === digest(made) ? shape.parse(found.source) : null;
}

export const forgetWritten = (db: WriteDb, name: string): void => dropFact(db, `source/${name}`);

const digest = (made: unknown) => sha256(JSON.stringify(made));
