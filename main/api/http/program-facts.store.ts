import type { z } from 'zod';
import { type ReadDb, sql, type WriteDb } from '../../db/db.ts';

/** A fact that programs keep here, by its name; null where it was never said. */
export function readFact<Shape extends z.ZodType>(db: ReadDb, name: string, shape: Shape): z.output<Shape> | null {
  const text = db.value<string>(sql`/* program-facts.get */ SELECT value FROM program_facts WHERE name = ${name}`);
  return text === undefined ? null : shape.parse(JSON.parse(text));
}

export const writeFact = (db: WriteDb, name: string, value: unknown): void =>
  void db.run(
    sql`/* program-facts.set */ INSERT INTO program_facts (name, value) VALUES (${name}, ${JSON.stringify(value)})
      ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  );

export const dropFact = (db: WriteDb, name: string): void =>
  void db.run(sql`/* program-facts.drop */ DELETE FROM program_facts WHERE name = ${name}`);
