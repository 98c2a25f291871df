import { type ReadDb, type Sql, sql } from '../../db/db.ts';

/** What a person is found and sorted by. */
export type Findable = { id: number; email: string; emailKey: string; nameKey: string; changedAt: number };

const columns = sql`contacts.id, email, email_key AS emailKey, name_key AS nameKey, updated_at AS changedAt`;

export const findableAfter = (db: ReadDb, { id, limit }: { id: number; limit: number }): Findable[] =>
  db.all(sql`/* finding.after */ SELECT ${columns} FROM contacts WHERE id > ${id} ORDER BY id LIMIT ${limit}`);

export const findableOf = (db: ReadDb, ids: readonly number[]): Findable[] =>
  db.all(
    sql`/* finding.of */ SELECT ${columns} FROM json_each(${JSON.stringify(ids)}) j CROSS JOIN contacts ON contacts.id = j.value`,
  );

export const lastId = (db: ReadDb): number =>
  db.value<number>(sql`/* finding.last-id */ SELECT coalesce(max(id), 0) AS id FROM contacts`) ?? 0;

export const lastChange = (db: ReadDb): number =>
  db.value<number>(sql`/* finding.last-change */ SELECT seq FROM sqlite_sequence WHERE name = 'contact_changes'`) ?? 0;

/** Contacts that were changed or deleted, in the order in which it happened. */
export const changesAfter = (db: ReadDb, { seq, limit }: { seq: number; limit: number }): { seq: number; id: number }[] =>
  db.all(
    sql`/* finding.changes */ SELECT seq, contact_id AS id FROM contact_changes WHERE seq > ${seq} ORDER BY seq LIMIT ${limit}`,
  );

type Place = { id: number; key: string };

/** The next in the order of the address or of the name, from an index alone. */
export const inOrderAfter = (db: ReadDb, { by, after, limit }: { by: 'email' | 'name'; after: Place; limit: number }): Place[] =>
  by === 'email'
    ? db.all(
        sql`/* finding.by-email */ SELECT id, email_key AS key FROM contacts WHERE email_key > ${after.key} ORDER BY email_key LIMIT ${limit}`,
      )
    : db.all(
        sql`/* finding.by-name */ SELECT id, name_key AS key FROM contacts WHERE (name_key, id) > (${after.key}, ${after.id})
          ORDER BY name_key, id LIMIT ${limit}`,
      );

type Value = { id: number; value: string | number | null };
const fieldOf = (key: string): Sql => sql`fields ->> ${`$.${JSON.stringify(key)}`}`;

export const valuesAfter = (db: ReadDb, { key, id, limit }: { key: string; id: number; limit: number }): Value[] =>
  db.all(sql`/* finding.values */ SELECT id, ${fieldOf(key)} AS value FROM contacts WHERE id > ${id} ORDER BY id LIMIT ${limit}`);

export const valuesOf = (db: ReadDb, { key, ids }: { key: string; ids: readonly number[] }): Value[] =>
  db.all(
    sql`/* finding.values-of */ SELECT contacts.id, ${fieldOf(key)} AS value FROM json_each(${JSON.stringify(ids)}) j
      CROSS JOIN contacts ON contacts.id = j.value`,
  );

/** All ids that a SELECT of ids gives, in one piece: a row for each would take four times as long. */
export function idsOf(db: ReadDb, select: Sql): number[] {
  const text = db.value<string>(sql`/* finding.ids */ SELECT json_group_array(+id) AS ids FROM (${select})`) ?? '[]';
  return JSON.parse(text) as number[];
}
