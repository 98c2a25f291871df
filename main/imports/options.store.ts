import { z } from 'zod';
import { importOptions } from '#shared/rpc/imports.ts';
import { likeAnywhere, type ReadDb, sql, type WriteDb } from '../db/db.ts';

/** What an import was asked to do, and what the columns of its file are called. */
export const storedOptions = importOptions.extend({ columns: z.array(z.string()) });
type StoredOptions = z.infer<typeof storedOptions>;

/** Of the imports that may still be gone on with, or are used again for a watched file: those in whose options a word stands. */
export const allOptions = (db: ReadDb, word: string): { id: number; options: StoredOptions }[] =>
  db
    .all<{ id: number; options: string }>(
      sql`/* imports.options-naming */ SELECT id, options FROM imports WHERE options LIKE ${likeAnywhere(word)} ESCAPE '\\'
        AND (state <> 'finished' OR id IN (SELECT import_id FROM import_watches))`,
    )
    .map(({ id, options }) => ({ id, options: storedOptions.parse(JSON.parse(options)) }));

export const replaceOptions = (db: WriteDb, { id, options }: { id: number; options: StoredOptions }): void =>
  void db.run(sql`/* imports.replace-options */ UPDATE imports SET options = ${JSON.stringify(options)} WHERE id = ${id}`);
