import type { FieldValues } from '#shared/schema/shapes.ts';
import { fieldValues } from '#shared/schema/shapes.ts';
import { type ConsentMethod, consentMethod, type MembershipStatus, membershipStatus } from '#shared/schema/words.ts';
import { type ReadDb, type Sql, sql } from '../db/db.ts';

/** A membership with its person and its list, as scripts see it. */
export type Member = {
  id: string;
  listId: string;
  listName: string;
  status: MembershipStatus;
  consentMethod: ConsentMethod;
  consentSource: string;
  consentAt: number | null;
  confirmedAt: number | null;
  unsubscribedAt: number | null;
  createdAt: number;
  updatedAt: number;
  contact: {
    id: string;
    email: string;
    firstName: string;
    lastName: string;
    fields: FieldValues;
    createdAt: number;
    updatedAt: number;
  };
};

type Row = Omit<Member, 'status' | 'consentMethod' | 'contact'> & {
  status: string;
  consentMethod: string;
  contactId: string;
  email: string;
  firstName: string;
  lastName: string;
  fields: string;
  contactCreatedAt: number;
  contactUpdatedAt: number;
};

const members = (where: Sql): Sql =>
  sql`SELECT m.public_id AS id, l.public_id AS listId, l.name AS listName, m.status, m.consent_method AS consentMethod,
      m.consent_source AS consentSource, m.consent_at AS consentAt, m.confirmed_at AS confirmedAt,
      m.unsubscribed_at AS unsubscribedAt, m.created_at AS createdAt, m.updated_at AS updatedAt,
      c.public_id AS contactId, c.email, c.first_name AS firstName, c.last_name AS lastName, c.fields,
      c.created_at AS contactCreatedAt, c.updated_at AS contactUpdatedAt
    FROM memberships m JOIN lists l ON l.id = m.list_id JOIN contacts c ON c.id = m.contact_id WHERE ${where}`;

function parse(row: Row): Member {
  const { contactId, email, firstName, lastName, fields, contactCreatedAt, contactUpdatedAt, ...membership } = row;
  return {
    ...membership,
    status: membershipStatus.parse(row.status),
    consentMethod: consentMethod.parse(row.consentMethod),
    contact: {
      id: contactId,
      email,
      firstName,
      lastName,
      fields: fieldValues.parse(JSON.parse(fields)),
      createdAt: contactCreatedAt,
      updatedAt: contactUpdatedAt,
    },
  };
}

/** A membership by its own public id. */
export function getMembership(db: ReadDb, publicId: string): Member | null {
  const row = db.get<Row>(sql`/* lists.member */ ${members(sql`m.public_id = ${publicId}`)}`);
  return row ? parse(row) : null;
}

/** Every membership of a contact. */
export const membershipsOf = (db: ReadDb, contactId: number): Member[] =>
  db
    .all<Row>(sql`/* lists.memberships */ ${members(sql`m.contact_id = ${contactId} ORDER BY l.name COLLATE NOCASE`)}`)
    .map(parse);

/** The people of a list, the newest first. */
export function listMembers(
  db: ReadDb,
  { listId, status, offset, limit }: { listId: number; status?: MembershipStatus | undefined; offset: number; limit: number },
): { rows: Member[]; total: number } {
  const which = status === undefined ? sql`list_id = ${listId}` : sql`list_id = ${listId} AND status = ${status}`;
  const rows = db.all<Row>(
    sql`/* lists.members */ ${members(sql`m.id IN (
      SELECT id FROM memberships WHERE ${which} ORDER BY contact_id DESC LIMIT ${limit} OFFSET ${offset}) ORDER BY m.contact_id DESC`)}`,
  );
  const total = db.value<number>(sql`/* lists.count-members */ SELECT count(*) AS count FROM memberships WHERE ${which}`) ?? 0;
  return { rows: rows.map(parse), total };
}

/** The addresses of contacts; those that are gone by now are left out. */
export const addressesOf = (db: ReadDb, contactIds: readonly number[]): { contactId: number; email: string }[] =>
  db.all(
    sql`/* lists.addresses */ SELECT id AS contactId, email FROM contacts
      WHERE id IN (SELECT value FROM json_each(${JSON.stringify(contactIds)}))`,
  );

/** Who has unsubscribed from a list and is in no other one that they stayed in or left. */
export const unsubscribedOnlyHere = (db: ReadDb, listId: number): string[] =>
  db
    .all<{ email: string }>(
      sql`/* lists.unsubscribed-only-here */ SELECT c.email FROM memberships m JOIN contacts c ON c.id = m.contact_id
        WHERE m.list_id = ${listId} AND m.status = 'unsubscribed'
          AND NOT EXISTS (SELECT 1 FROM memberships o WHERE o.contact_id = m.contact_id AND o.list_id <> ${listId})
          AND NOT EXISTS (SELECT 1 FROM suppressions s WHERE s.email_key = c.email_key)`,
    )
    .map((row) => row.email);

export const listName = (db: ReadDb, listId: number): string =>
  db.value<string>(sql`/* lists.name-of */ SELECT name FROM lists WHERE id = ${listId}`) ?? '';
