import { type FieldValues, fieldValues } from '#shared/schema/shapes.ts';
import { type ReadDb, sql, type WriteDb } from '../../db/db.ts';

/** Values as JSON texts; null for none. */
export type ValueBefore = { id: number; value: string | null; fields: string | null; updatedAt: number };

const pathOf = (key: string): string => `$.${JSON.stringify(key)}`;

/** Those of the contacts whose value of a field is another one, and what they have; `whole` for all of their fields. */
export const differing = (
  db: ReadDb,
  { ids, key, value, whole }: { ids: readonly number[]; key: string; value: string | null; whole: boolean },
): ValueBefore[] =>
  db.all(
    sql`/* bulk.values */ SELECT c.id, c.fields -> ${pathOf(key)} AS value, iif(${whole}, c.fields, NULL) AS fields, c.updated_at AS updatedAt
      FROM json_each(${JSON.stringify(ids)}) j CROSS JOIN contacts c ON c.id = j.value
      WHERE (c.fields -> ${pathOf(key)}) IS NOT ${value}`,
  );

/** Gives each the same value, or takes it away. */
export const writeValue = (
  db: WriteDb,
  { ids, key, value, now }: { ids: readonly number[]; key: string; value: string | null; now: number },
): void =>
  void db.run(
    sql`/* bulk.write-value */ UPDATE contacts
      SET fields = iif(${value} IS NULL, json_remove(fields, ${pathOf(key)}), json_set(fields, ${pathOf(key)}, json(${value}))),
        updated_at = ${now}
      WHERE id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
  );

/**
 * Gives one back what they had, if the value is still the one that was written. The order of the fields comes back too
 * where nothing else was changed; so does the time of the last change where that was ours.
 */
export const restoreValue = (
  db: WriteDb,
  { id, key, written, before, at }: { id: number; key: string; written: string | null; before: ValueBefore; at: number },
): boolean =>
  db.run(
    sql`/* bulk.restore-value */ UPDATE contacts
      SET fields = CASE
          WHEN ${before.fields} IS NOT NULL AND json_remove(${before.fields ?? '{}'}, ${pathOf(key)}) = fields THEN ${before.fields}
          WHEN ${before.value} IS NULL THEN json_remove(fields, ${pathOf(key)})
          ELSE json_set(fields, ${pathOf(key)}, json(${before.value})) END,
        updated_at = iif(updated_at = ${at}, ${before.updatedAt}, updated_at)
      WHERE id = ${id} AND (fields -> ${pathOf(key)}) IS ${written}`,
  ).changes === 1;

/** The addresses of contacts, in the order of their ids. */
export const addressesOf = (db: ReadDb, ids: readonly number[]): { id: number; email: string; key: string }[] =>
  db.all(
    sql`/* bulk.addresses */ SELECT c.id, c.email, c.email_key AS key
      FROM json_each(${JSON.stringify(ids)}) j CROSS JOIN contacts c ON c.id = j.value`,
  );

/** Those of the contacts that are there. */
export const stillThere = (db: ReadDb, ids: readonly number[]): number[] =>
  db
    .all<{ id: number }>(
      sql`/* bulk.there */ SELECT c.id FROM json_each(${JSON.stringify(ids)}) j CROSS JOIN contacts c ON c.id = j.value`,
    )
    .map((row) => row.id);

/** Contacts that are back under their old ids: whatever is derived from contacts has to look at them again. */
export const touch = (db: WriteDb, ids: readonly number[]): void =>
  void db.run(
    sql`/* bulk.touch */ UPDATE contacts SET name_key = name_key WHERE id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
  );

type Holder = { id: number; fields: FieldValues };

/** The contacts of a range of ids who have any value at all. */
export const holdersBetween = (db: ReadDb, { afterId, upTo }: { afterId: number; upTo: number }): Holder[] =>
  db
    .all<{ id: number; fields: string }>(
      sql`/* field-work.holders */ SELECT id, fields FROM contacts WHERE id > ${afterId} AND id <= ${upTo} AND fields <> '{}'`,
    )
    .map((row) => ({ id: row.id, fields: fieldValues.parse(JSON.parse(row.fields)) }));

/** Only the values: nothing that a person is found or sorted by. */
export const updateValues = (db: WriteDb, { id, fields }: Holder): void =>
  void db.run(sql`/* field-work.update */ UPDATE contacts SET fields = ${JSON.stringify(fields)} WHERE id = ${id}`);
