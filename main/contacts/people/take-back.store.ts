import { type ReadDb, type Sql, sql, sqlJoin, type WriteDb } from '../../db/db.ts';

/** Contacts that an import made: between two ids and made at its time; `listId` is where it put them, `tagIds` what it put on them. */
export type Brought = { first: number; last: number; stamp: number; listId: number | null; tagIds: readonly number[] };

const broughtRange = ({ first, last, stamp }: Brought): Sql => sql`c.id BETWEEN ${first} AND ${last} AND c.created_at = ${stamp}`;

/** Whether somebody did something with a contact after it was brought: another name, another list, a tag, a note. */
const touched = ({ stamp, listId, tagIds }: Brought): Sql =>
  sqlJoin(
    [
      sql`c.updated_at <> ${stamp}`,
      sql`EXISTS (SELECT 1 FROM memberships m WHERE m.contact_id = c.id AND m.list_id <> ${listId ?? 0})`,
      sql`EXISTS (SELECT 1 FROM contact_tags t WHERE t.contact_id = c.id AND t.tag_id NOT IN (SELECT value FROM json_each(${JSON.stringify(tagIds)})))`,
      sql`EXISTS (SELECT 1 FROM notes n WHERE n.contact_id = c.id)`,
      sql`EXISTS (SELECT 1 FROM segment_members g WHERE g.contact_id = c.id)`,
    ],
    ' OR ',
  );

/** Those of them who stay because somebody did something with them since. */
export const touchedAmong = (db: ReadDb, brought: Brought): number[] =>
  db
    .all<{ id: number }>(
      sql`/* contacts.touched */ SELECT c.id FROM contacts c WHERE ${broughtRange(brought)} AND (${touched(brought)})`,
    )
    .map(({ id }) => id);

/** Whether an address belongs to one of them who stays. */
export const staysAsTouched = (db: ReadDb, { key, brought }: { key: string; brought: Brought }): boolean =>
  db.get(
    sql`/* contacts.stays */ SELECT 1 FROM contacts c WHERE c.email_key = ${key} AND ${broughtRange(brought)} AND (${touched(brought)})`,
  ) !== undefined;

const butFor = (ids: readonly number[]): Sql =>
  ids.length === 0 ? sql`` : sql`AND c.id NOT IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;

/** Those who go and who have unsubscribed since, of themselves or by a person. */
export const leftSince = (db: ReadDb, { brought, kept }: { brought: Brought; kept: readonly number[] }): { email: string }[] =>
  db.all(
    sql`/* contacts.left-since */ SELECT c.email FROM contacts c
        CROSS JOIN memberships m ON m.contact_id = c.id AND m.list_id = ${brought.listId ?? 0}
      WHERE ${broughtRange(brought)} AND m.status = 'unsubscribed' AND m.updated_at <> ${brought.stamp} ${butFor(kept)}`,
  );

export const deleteBrought = (db: WriteDb, { brought, kept }: { brought: Brought; kept: readonly number[] }): number =>
  db.run(sql`/* contacts.delete-brought */ DELETE FROM contacts AS c WHERE ${broughtRange(brought)} ${butFor(kept)}`).changes;

/** No later contact gets an id up to this one. */
export const retireIds = (db: WriteDb, last: number): void =>
  void db.run(sql`/* contacts.retire-ids */ UPDATE contact_ids SET last = ${last} WHERE last < ${last}`);

/** Up to `limit` ids that follow one, and whether any of these people has a value for the field. */
export const holdsField = (db: ReadDb, { key, after, limit }: { key: string; after: number; limit: number }) =>
  db.get<{ last: number | null; held: number | null }>(
    sql`/* contacts.holds-field */ SELECT max(id) AS last, max(held) AS held FROM
      (SELECT id, json_type(fields, ${`$.${JSON.stringify(key)}`}) IS NOT NULL AS held FROM contacts WHERE id > ${after} ORDER BY id LIMIT ${limit})`,
  );
