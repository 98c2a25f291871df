import { type ReadDb, sql, type WriteDb } from '../db/db.ts';

/** Keeps what a confirmation mail says, once for all that say the same; returns its id. */
export function keepConfirmationLetter(db: WriteDb, { hash, content }: { hash: string; content: string }): number {
  const known = db.value<number>(
    sql`/* confirmation-letters.by-hash */ SELECT id FROM confirmation_letters WHERE hash = ${hash}`,
  );
  if (known !== undefined) return known;
  return db.run(
    sql`/* confirmation-letters.insert */ INSERT INTO confirmation_letters (hash, content) VALUES (${hash}, ${content})`,
  ).lastId;
}

export function confirmationLetter(db: ReadDb, id: number): unknown {
  const content = db.value<string>(
    sql`/* confirmation-letters.content */ SELECT content FROM confirmation_letters WHERE id = ${id}`,
  );
  if (content === undefined) throw new Error(`there is no confirmation letter ${id}`);
  return JSON.parse(content);
}
