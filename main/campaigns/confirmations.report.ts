import { type ReadDb, sql } from '../db/db.ts';

export const brandOfList = (db: ReadDb, listId: number): number | null =>
  db.value<number | null>(sql`/* confirmations.brand */ SELECT brand_id FROM lists WHERE id = ${listId}`) ?? null;

/** What the mail to a pending person needs: their address, and the list's public id. */
export const askedPerson = (
  db: ReadDb,
  { contactId, listId }: { contactId: number; listId: number },
): { email: string; listPublicId: string } | null =>
  db.get(
    sql`/* confirmations.person */ SELECT c.email, l.public_id AS listPublicId FROM contacts c JOIN lists l ON l.id = ${listId}
      WHERE c.id = ${contactId}`,
  ) ?? null;
