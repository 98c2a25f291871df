import { z } from 'zod';
import { type FieldValues, fieldValues } from '#shared/schema/shapes.ts';
import { type ReadDb, sql, sqlList, type WriteDb } from '../../db/db.ts';
import { nameKey } from '../fold.ts';

/** A person, as they are kept. `id` stays inside; `publicId` is what others call them. */
export type StoredContact = {
  id: number;
  publicId: string;
  email: string;
  emailKey: string;
  firstName: string;
  lastName: string;
  fields: FieldValues;
  createdAt: number;
  updatedAt: number;
};

type NewContact = Omit<StoredContact, 'createdAt' | 'updatedAt'> & { now: number };

type Row = Omit<StoredContact, 'fields'> & { fields: string };

const columns = sql`c.id, c.public_id AS publicId, c.email, c.email_key AS emailKey, c.first_name AS firstName,
  c.last_name AS lastName, c.fields, c.created_at AS createdAt, c.updated_at AS updatedAt`;

export const parseFields = (text: string): FieldValues => (text === '{}' ? {} : fieldValues.parse(JSON.parse(text)));

const parse = (row: Row): StoredContact => ({ ...row, fields: parseFields(row.fields) });

export function getContact(db: ReadDb, publicId: string): StoredContact | null {
  const row = db.get<Row>(sql`/* contacts.get */ SELECT ${columns} FROM contacts c WHERE c.public_id = ${publicId}`);
  return row ? parse(row) : null;
}

export function findByKey(db: ReadDb, key: string): StoredContact | null {
  const row = db.get<Row>(sql`/* contacts.by-key */ SELECT ${columns} FROM contacts c WHERE c.email_key = ${key}`);
  return row ? parse(row) : null;
}

export const contactIds = (db: ReadDb, publicIds: readonly string[]): number[] =>
  db
    .all<{ id: number }>(sql`/* contacts.ids */ SELECT id FROM contacts WHERE public_id IN ${sqlList(publicIds)}`)
    .map((row) => row.id);

/** The ids that new rows will get are counted on from here; only inside of a transaction. */
export const lastContactId = (db: ReadDb): number =>
  db.value<number>(
    sql`/* contacts.last-id */ SELECT max(coalesce((SELECT max(id) FROM contacts), 0), (SELECT last FROM contact_ids)) AS id`,
  ) ?? 0;

export const insertContact = (db: WriteDb, contact: NewContact): void =>
  void db.run(
    sql`/* contacts.insert */ INSERT INTO contacts
      (id, public_id, email, email_key, first_name, last_name, name_key, fields, created_at, updated_at)
      VALUES (${contact.id}, ${contact.publicId}, ${contact.email}, ${contact.emailKey}, ${contact.firstName}, ${contact.lastName},
        ${nameKey(contact)}, ${JSON.stringify(contact.fields)}, ${contact.now}, ${contact.now})`,
  );

export function updateContact(
  db: WriteDb,
  contact: Omit<StoredContact, 'publicId' | 'createdAt' | 'updatedAt'> & { now: number },
): void {
  db.run(
    sql`/* contacts.update */ UPDATE contacts SET email = ${contact.email}, email_key = ${contact.emailKey},
      first_name = ${contact.firstName}, last_name = ${contact.lastName}, name_key = ${nameKey(contact)}, fields = ${JSON.stringify(contact.fields)}, updated_at = ${contact.now}
      WHERE id = ${contact.id}`,
  );
}

export const deleteContact = (db: WriteDb, id: number): boolean =>
  db.run(sql`/* contacts.delete */ DELETE FROM contacts WHERE id = ${id}`).changes === 1;

export const countContacts = (db: ReadDb): number =>
  z.number().parse(db.value<number>(sql`/* contacts.count */ SELECT count(*) AS count FROM contacts`));
