import { type ReadDb, type Sql, sql, sqlList } from '../../db/db.ts';
import type { KeptSet } from './kept-set.ts';

/** What a column says of a contact: the place of a status, how often something happened, or 1; and when last. */
export type KeptRow = { id: number; value: number; last: number };

/** Statuses by the number that stands for each in a column. */
export const statusNumber = { pending: 1, subscribed: 2, unsubscribed: 3 } as const;

/** `same` is the value where all have the same one; then no time is known either. */
type Part = { from: Sql; where: Sql; value: Sql; last: Sql; same: number | null };

/** Where the rows of a column are. Each part has its contacts in the order of an index; of a list one for each status. */
function partsOf(set: KeptSet): Part[] {
  switch (set.of) {
    case 'tag':
      return [{ from: sql`contact_tags`, where: sql`tag_id = ${set.tag}`, value: sql`1`, last: sql`0`, same: 1 }];
    case 'list':
      return Object.entries(statusNumber).map(([status, number]) => ({
        from: sql`memberships`,
        where: sql`list_id = ${set.list} AND status = ${status}`,
        value: sql`${number}`,
        last: sql`0`,
        same: number,
      }));
    case 'received':
      return [{ from: sql`receipts`, where: sql`1`, value: sql`count`, last: sql`last_at`, same: null }];
    case 'did':
      return [{ from: sql`tallies`, where: sql`name = ${set.name}`, value: sql`count`, last: sql`last_at`, same: null }];
  }
}

/** A slice of a column: arrays of the same length, or one value for all where it is the same. */
export type ColumnSlice = { ids: number[]; values: number[] | number; lasts: number[] | null };

/** All of a column, a slice at a time. A row for each contact would take several times as long. */
export function* columnOf(db: ReadDb, set: KeptSet, limit: number): Generator<ColumnSlice> {
  const numbers = (text = '[]') => JSON.parse(text) as number[];
  const each = sql`, json_group_array(value) AS "values", json_group_array(last) AS lasts`;
  for (const { from, where, value, last, same } of partsOf(set)) {
    for (let after = 0; ; ) {
      const row = db.get<{ ids: string; values?: string; lasts?: string }>(
        sql`/* kept.column */ SELECT json_group_array(id) AS ids${same === null ? each : sql``}
          FROM (SELECT contact_id AS id, ${value} AS value, ${last} AS last FROM ${from}
            WHERE ${where} AND contact_id > ${after} ORDER BY contact_id LIMIT ${limit})`,
      );
      const ids = numbers(row?.ids);
      yield { ids, values: same ?? numbers(row?.values), lasts: same === null ? numbers(row?.lasts) : null };
      if (ids.length < limit) break;
      after = ids.at(-1) ?? 0;
    }
  }
}

/** What a column says of some contacts now; who is not there has nothing. */
export const rowsOfColumn = (db: ReadDb, set: KeptSet, ids: readonly number[]): KeptRow[] =>
  partsOf(set).flatMap(({ from, where, value, last }) =>
    db.all<KeptRow>(
      sql`/* kept.rows */ SELECT contact_id AS id, ${value} AS value, ${last} AS last
        FROM json_each(${JSON.stringify(ids)}) j CROSS JOIN ${from} ON contact_id = j.value WHERE ${where}`,
    ),
  );

export type SetChange = { what: 'tag' | 'list' | 'left' | 'received' | 'did'; of: number | string | null; contactId: number };

/** How far the log of changes goes, where it begins, and the newest membership. */
export const endsOfChanges = (db: ReadDb): { first: number; last: number; member: number } =>
  db.get<{ first: number; last: number; member: number }>(
    sql`/* kept.ends */ SELECT coalesce((SELECT min(seq) FROM set_changes), 0) AS first,
      coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'set_changes'), 0) AS last,
      coalesce((SELECT max(id) FROM memberships), 0) AS member`,
  ) ?? { first: 0, last: 0, member: 0 };

export const setChanges = (db: ReadDb, { after, to }: { after: number; to: number }): SetChange[] =>
  db.all(sql`/* kept.changes */ SELECT what, of, contact_id AS contactId FROM set_changes WHERE seq > ${after} AND seq <= ${to}`);

/** Of new memberships, those in some lists. */
export const newMembers = (
  db: ReadDb,
  { after, to, lists }: { after: number; to: number; lists: readonly number[] },
): SetChange[] =>
  db.all(
    sql`/* kept.new-members */ SELECT 'list' AS what, list_id AS of, contact_id AS contactId FROM memberships
      WHERE id > ${after} AND id <= ${to} AND list_id + 0 IN ${sqlList(lists)}`,
  );
