import { likeAnywhere, type ReadDb, sql, type WriteDb } from '../../db/db.ts';

export const lastOfInbox = (db: ReadDb): number =>
  db.value<number>(sql`/* inbox.last */ SELECT coalesce(max(id), 0) AS id FROM inbox_messages`) ?? 0;

/** What a part of the test inbox holds for an address. */
export const forgetInInbox = (db: WriteDb, part: { email: string; after: number; upTo: number }): void =>
  void db.run(
    sql`/* inbox.forget */ DELETE FROM inbox_messages WHERE id > ${part.after} AND id <= ${part.upTo}
      AND envelope_to LIKE ${likeAnywhere(JSON.stringify(part.email))} ESCAPE '\\'`,
  );
