import { type ReadDb, sql, type WriteDb } from '../db/db.ts';

/** The memberships of contacts in a list that have an id above, which are those made since. */
export const membershipsAbove = (
  db: ReadDb,
  { listId, contactIds, above }: { listId: number; contactIds: readonly number[]; above: number },
): { id: number; contactId: number }[] =>
  db.all(
    sql`/* memberships.above */ SELECT m.id, m.contact_id AS contactId FROM json_each(${JSON.stringify(contactIds)}) j
      CROSS JOIN memberships m ON m.contact_id = j.value AND m.list_id = ${listId} WHERE m.id > ${above}`,
  );

export const lastMembershipId = (db: ReadDb): number =>
  db.value<number>(sql`/* memberships.last-id */ SELECT coalesce(max(id), 0) FROM memberships`) ?? 0;

/** Deletes a membership unless it was changed since it was made. */
export const deleteUnchanged = (db: WriteDb, { id, contactId, at }: { id: number; contactId: number; at: number }): boolean =>
  db.run(
    sql`/* memberships.delete-unchanged */ DELETE FROM memberships
      WHERE id = ${id} AND contact_id = ${contactId} AND created_at = ${at} AND updated_at = ${at}`,
  ).changes === 1;

export const deleteMemberships = (db: WriteDb, ids: readonly number[]): void =>
  void db.run(
    sql`/* memberships.delete-many */ DELETE FROM memberships WHERE id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
  );
