import { type ReadDb, type Sql, sql } from '../db/db.ts';
import { selectRecipients } from './audience.report.ts';
import type { Meant } from './audience-segments.ts';

/** The recipients with what their messages are filled with. */
export const recipientsQuery = (audience: Meant): Sql => sql`/* dryRun.recipients */
  SELECT c.id, c.email, c.first_name AS firstName, c.last_name AS lastName, c.fields
  FROM (${selectRecipients(audience)}) AS r JOIN contacts c ON c.id = r.id`;

type Example = { id: string; name: string; email: string };

/** Somebody as a screen names them. */
export function exampleOf(db: ReadDb, contactId: number): Example | null {
  const row = db.get<{ id: string; name: string; email: string }>(sql`/* dryRun.example */
    SELECT public_id AS id, trim(first_name || ' ' || last_name) AS name, email FROM contacts WHERE id = ${contactId}`);
  return row ? { ...row, name: row.name || row.email } : null;
}
