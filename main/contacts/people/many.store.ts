import { type ReadDb, sql, sqlRows, type WriteDb } from '../../db/db.ts';

/** A contact as an import meets it: its values as their text, since most of them are only compared. */
export type MetContact = { id: number; key: string; firstName: string; lastName: string; fields: string; updatedAt: number };

/** Of many addresses those that are known. In the order of the addresses, so that sorted ones read each page once. */
export const meetContacts = (db: ReadDb, keys: string): MetContact[] =>
  db.all(
    sql`/* contacts.meet */ SELECT c.id, c.email_key AS key, c.first_name AS firstName, c.last_name AS lastName, c.fields,
        c.updated_at AS updatedAt
      FROM json_each(${keys}) j CROSS JOIN contacts c ON c.email_key = j.value`,
  );

export const meetContactsById = (db: ReadDb, ids: readonly number[]): MetContact[] =>
  db.all(
    sql`/* contacts.meet-by-id */ SELECT c.id, c.email_key AS key, c.first_name AS firstName, c.last_name AS lastName, c.fields,
        c.updated_at AS updatedAt
      FROM json_each(${JSON.stringify(ids)}) j CROSS JOIN contacts c ON c.id = j.value`,
  );

const NEW_PERSON_HOLES = 10;
const AT_ONCE = 50;
const insert = (rows: number): string =>
  `/* contacts.insert-many */ INSERT INTO contacts
    (id, public_id, email, email_key, first_name, last_name, name_key, fields, created_at, updated_at)
    VALUES ${sqlRows(rows, NEW_PERSON_HOLES)} ON CONFLICT (email_key) DO NOTHING`;
const many = insert(AT_ONCE);
const one = insert(1);

/**
 * New people, ten values for each in the order of the columns; whose address is known already is left out. Fifty in a
 * statement take two thirds of the time of one in each. Returns how many came in.
 */
export function insertPeople(db: WriteDb, values: readonly (string | number)[]): number {
  let changes = 0;
  let at = 0;
  const step = AT_ONCE * NEW_PERSON_HOLES;
  for (; at + step <= values.length; at += step)
    changes += db.run({ text: many, values: values.slice(at, at + step), isSql: true }).changes;
  for (; at < values.length; at += NEW_PERSON_HOLES)
    changes += db.run({ text: one, values: values.slice(at, at + NEW_PERSON_HOLES), isSql: true }).changes;
  return changes;
}

export const rewriteContact = (
  db: WriteDb,
  row: { id: number; firstName: string; lastName: string; nameKey: string; fields: string; updatedAt: number },
): void =>
  void db.run(
    sql`/* contacts.rewrite */ UPDATE contacts SET first_name = ${row.firstName}, last_name = ${row.lastName},
      name_key = ${row.nameKey}, fields = ${row.fields}, updated_at = ${row.updatedAt} WHERE id = ${row.id}`,
  );
