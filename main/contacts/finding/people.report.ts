import { type ReadDb, type Sql, sql, sqlJoin } from '../../db/db.ts';
import { NAMELESS } from '../fold.ts';
import type { Findable } from './person-text.ts';

/** What stands between two columns: as text, what is no UTF-8. */
const between = sql`CAST(x'ff' AS TEXT)`;

/** The next people, for `takeIn`, in one piece: a row for each would take twice as long. */
export function findableAfter(db: ReadDb, { id, limit }: { id: number; limit: number }): { rows: Buffer; count: number } {
  const found = db.get<{ rows: Buffer | null; count: number }>(
    sql`/* finding.after */ SELECT count(*) AS count, CAST(group_concat(id || ${between} || email_key || ${between}
        || iif(email = email_key, '', email) || ${between} || last_name || ${between} || first_name || ${between} || updated_at,
        ${between}) AS BLOB) AS rows
      FROM (SELECT id, email, email_key, last_name, first_name, updated_at FROM contacts WHERE id > ${id} ORDER BY id LIMIT ${limit})`,
  );
  return { rows: found?.rows ?? Buffer.alloc(0), count: found?.count ?? 0 };
}

export const findableOf = (db: ReadDb, ids: readonly number[]): Findable[] =>
  db.all(
    sql`/* finding.of */ SELECT contacts.id, email, email_key AS emailKey, first_name AS firstName, last_name AS lastName,
        updated_at AS changedAt
      FROM json_each(${JSON.stringify(ids)}) j CROSS JOIN contacts ON contacts.id = j.value`,
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
/** Ids in an order, and how many of them have something to be sorted by; those come first. */
type Stretch = { ids: number[]; known: number; last: Place };

/** The next in the order of the address or of the name, from an index alone. */
export function inOrderAfter(db: ReadDb, { by, after, limit }: { by: 'email' | 'name'; after: Place; limit: number }): Stretch {
  const all = sql`SELECT json_group_array(id) AS ids, count(*) FILTER (WHERE key < ${NAMELESS}) AS known, max(key) AS key`;
  const found = db.get<{ ids: string; known: number; key: string | null }>(
    by === 'email'
      ? sql`/* finding.by-email */ ${all} FROM (SELECT id, email_key AS key FROM contacts WHERE email_key > ${after.key}
          ORDER BY email_key LIMIT ${limit})`
      : sql`/* finding.by-name */ ${all} FROM (SELECT id, name_key AS key FROM contacts
          WHERE (name_key, id) > (${after.key}, ${after.id}) ORDER BY name_key, id LIMIT ${limit})`,
  );
  const ids = JSON.parse(found?.ids ?? '[]') as number[];
  return { ids, known: found?.known ?? 0, last: { id: ids.at(-1) ?? 0, key: found?.key ?? '' } };
}

/** Of a field: flags are 0 and 1. */
export type Value = string | number | null;
const pathOf = (key: string): string => `$.${JSON.stringify(key)}`;

/** The values of some fields of the next contacts: as JSON, since a row for each would take longer, and numbers stay exact. */
export function valuesAfter(
  db: ReadDb,
  { keys, id, limit }: { keys: readonly string[]; id: number; limit: number },
): { ids: number[]; columns: Value[][] } {
  const [inner, outer] = [
    keys.map((key, at) => sql`, coalesce(fields -> ${pathOf(key)}, 'null') AS ${columnName(at)}`),
    keys.map((_, at) => sql`, '[' || group_concat(${columnName(at)}) || ']' AS ${columnName(at)}`),
  ];
  const found = db.get<Record<string, string | null>>(
    sql`/* finding.values */ SELECT json_group_array(id) AS ids${sqlJoin(outer, '')}
      FROM (SELECT id${sqlJoin(inner, '')} FROM contacts WHERE id > ${id} ORDER BY id LIMIT ${limit})`,
  );
  const arrayOf = (text: string | null | undefined) => JSON.parse(text ?? '[]') as unknown[];
  return {
    ids: arrayOf(found?.['ids']) as number[],
    columns: keys.map((_, at) => arrayOf(found?.[`v${at}`]).map(plainValue)),
  };
}
const columnName = (at: number): Sql => ({ text: `v${at}`, values: [], isSql: true });

/** As the database has what stands in JSON. */
function plainValue(value: unknown): Value {
  if (typeof value === 'string' || typeof value === 'number' || value === null) return value;
  return typeof value === 'boolean' ? Number(value) : JSON.stringify(value);
}

export const valuesOf = (db: ReadDb, { key, ids }: { key: string; ids: readonly number[] }): { id: number; value: Value }[] =>
  db.all(
    sql`/* finding.values-of */ SELECT contacts.id, fields ->> ${pathOf(key)} AS value FROM json_each(${JSON.stringify(ids)}) j
      CROSS JOIN contacts ON contacts.id = j.value`,
  );

/** All ids that a SELECT of ids gives, in one piece: a row for each would take four times as long. */
export function idsOf(db: ReadDb, select: Sql): number[] {
  const text = db.value<string>(sql`/* finding.ids */ SELECT json_group_array(+id) AS ids FROM (${select})`) ?? '[]';
  return JSON.parse(text) as number[];
}
