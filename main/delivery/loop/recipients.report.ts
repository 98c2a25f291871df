import type { FieldValues } from '#shared/schema/shapes.ts';
import { type ReadDb, sql } from '../../db/db.ts';
import type { Recipient } from '../mime/letter.ts';

/** The contact that a message is for, as it is now; null when there is none any more. */
export function contactFor(db: ReadDb, contactId: number): Recipient['contact'] {
  const row = db.get<{ id: number; public_id: string; email: string; first_name: string; last_name: string; fields: string }>(
    sql`/* recipients.contact */
      SELECT id, public_id, email, first_name, last_name, fields FROM contacts WHERE id = ${contactId}`,
  );
  if (!row) return null;
  return {
    id: row.id,
    publicId: row.public_id,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    // Written by the contacts' store only, which parses what comes from outside.
    fields: row.fields === '{}' ? {} : (JSON.parse(row.fields) as FieldValues),
  };
}
