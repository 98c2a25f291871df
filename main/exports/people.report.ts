import { type FieldValues, fieldValues } from '#shared/schema/shapes.ts';
import { suppressionsFor } from '../contacts/contacts.ts';
import { type ReadDb, type Sql, sql } from '../db/db.ts';
import type { Cell, Column, Own } from './ports.ts';

const AT_ONCE = 1000;

/** The ids of a SELECT: 8 bytes for each, however many. */
export function idsOf(db: ReadDb, select: Sql): Float64Array {
  let ids = new Float64Array(4096);
  let count = 0;
  for (const { id } of db.iterate<{ id: number }>(select)) {
    if (count === ids.length) {
      const larger = new Float64Array(2 * ids.length);
      larger.set(ids);
      ids = larger;
    }
    ids[count++] = id;
  }
  return ids.subarray(0, count);
}

type Person = {
  id: number;
  email: string;
  key: string;
  firstName: string;
  lastName: string;
  fields: string;
  createdAt: number;
  updatedAt: number;
};
type Membership = { contactId: number; list: string; status: string; source: string; at: number | null };
type Facts = { person: Person; values: FieldValues; memberships: Membership[]; tags: string[]; suppressed: string | null };

/** The rows of these people, some at a time; who is gone by now is left out. */
export function* peopleRows(
  db: ReadDb,
  { ids, columns, listId }: { ids: Float64Array; columns: readonly Column[]; listId: number | null },
): Generator<Cell[][]> {
  const needs = new Set<Own | null>(columns.map((column) => ('own' in column ? column.own : null)));
  const asks = (...names: Own[]) => names.some((name) => needs.has(name));
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = JSON.stringify([...ids.subarray(at, at + AT_ONCE)]);
    const people = db.all<Person>(
      sql`/* exports.people */ SELECT c.id, c.email, c.email_key AS key, c.first_name AS firstName, c.last_name AS lastName, c.fields,
          c.created_at AS createdAt, c.updated_at AS updatedAt
        FROM json_each(${some}) j CROSS JOIN contacts c ON c.id = j.value`,
    );
    const memberships = asks('status', 'lists', 'consentSource', 'consentAt') ? membershipsOf(db, some, listId) : new Map();
    const tags = asks('tags') ? tagsOf(db, some) : new Map();
    const suppressed = asks('status', 'suppressed')
      ? suppressionsFor(
          db,
          people.map(({ key }) => key),
        )
      : new Map();
    yield people.map((person) => {
      const facts: Facts = {
        person,
        values: person.fields === '{}' ? {} : fieldValues.parse(JSON.parse(person.fields)),
        memberships: memberships.get(person.id) ?? [],
        tags: tags.get(person.id) ?? [],
        suppressed: suppressed.get(person.key)?.reason ?? null,
      };
      return columns.map((column) => cellOf(column, facts));
    });
  }
}

function membershipsOf(db: ReadDb, ids: string, listId: number | null): Map<number, Membership[]> {
  const only = listId === null ? sql`` : sql`AND m.list_id = ${listId}`;
  const rows = db.all<Membership>(
    sql`/* exports.memberships */ SELECT m.contact_id AS contactId, l.name AS list, m.status, m.consent_source AS source, m.consent_at AS at
      FROM json_each(${ids}) j CROSS JOIN memberships m ON m.contact_id = j.value ${only} JOIN lists l ON l.id = m.list_id
      ORDER BY m.contact_id, m.id`,
  );
  return Map.groupBy(rows, (row) => row.contactId);
}

function tagsOf(db: ReadDb, ids: string): Map<number, string[]> {
  const rows = db.all<{ contactId: number; name: string }>(
    sql`/* exports.tags */ SELECT ct.contact_id AS contactId, t.name FROM json_each(${ids}) j
      CROSS JOIN contact_tags ct ON ct.contact_id = j.value JOIN tags t ON t.id = ct.tag_id ORDER BY ct.contact_id, t.name`,
  );
  const tags = new Map<number, string[]>();
  for (const { contactId, name } of rows) tags.set(contactId, [...(tags.get(contactId) ?? []), name]);
  return tags;
}

function cellOf(column: Column, { person, values, memberships, tags, suppressed }: Facts): Cell {
  if ('field' in column) {
    const value = values[column.field];
    if (value === undefined) return null;
    return column.type === 'date' && typeof value === 'string' ? { date: value } : value;
  }
  // Who is subscribed somewhere agreed there; of several times the first counts.
  const agreed = memberships.find(({ status }) => status === 'subscribed') ?? memberships[0];
  switch (column.own) {
    case 'email':
    case 'firstName':
    case 'lastName':
      return person[column.own];
    case 'tags':
      return tags.join(', ');
    case 'status':
      // What keeps mail away is heavier than what a list says, and the import understands each of these words.
      return suppressed ?? agreed?.status ?? null;
    case 'consentSource':
      return agreed?.source ?? null;
    case 'consentAt':
      return agreed?.at ? { time: agreed.at } : null;
    case 'lists':
      return memberships.map(({ list, status }) => (status === 'subscribed' ? list : `${list} (${status})`)).join(', ');
    case 'suppressed':
      return suppressed;
    case 'createdAt':
    case 'updatedAt':
      return { time: person[column.own] };
  }
}
