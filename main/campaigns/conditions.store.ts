import { type ReadDb, sql, type WriteDb } from '../db/db.ts';

/** Keeps of each condition of a send who fulfilled it. */
export function insertConditions(db: WriteDb, { sendId, people }: { sendId: number; people: readonly Uint8Array[] }): void {
  for (const [position, bits] of people.entries())
    db.run(sql`/* conditions.insert */
      INSERT INTO send_conditions (send_id, position, people) VALUES (${sendId}, ${position}, ${Buffer.from(bits)})`);
}

/** Of each condition of a send the bits of those who fulfilled it, as `bitsOf` makes them. */
export const conditionsOfSend = (db: ReadDb, sendId: number): Uint8Array[] =>
  db
    .all<{ people: Uint8Array }>(
      sql`/* conditions.of-send */ SELECT people FROM send_conditions WHERE send_id = ${sendId} ORDER BY position`,
    )
    .map(({ people }) => people);
