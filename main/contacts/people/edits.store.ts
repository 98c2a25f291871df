import { z } from 'zod';
import { type ReadDb, sql, type WriteDb } from '../../db/db.ts';

const value = z.union([z.string(), z.number(), z.boolean()]).nullable();
const words = z.tuple([z.string(), z.string()]);

/** What became of a person's own data, each before and after; null stands for no value. */
const personChange = z.object({
  email: words.optional(),
  firstName: words.optional(),
  lastName: words.optional(),
  fields: z.record(z.string(), z.tuple([value, value])).optional(),
});
export type PersonChange = z.infer<typeof personChange>;

const editBy = z.enum(['hand', 'api']);
/** Whether a person at the screen changed it, or a script. */
export type EditBy = z.infer<typeof editBy>;

export type ContactEdit = { id: number; at: number; by: EditBy; change: PersonChange };

export const insertEdit = (db: WriteDb, edit: { contactId: number; at: number; by: EditBy; change: PersonChange }): void =>
  void db.run(
    sql`/* contacts.edit */ INSERT INTO contact_edits (contact_id, at, by, changes)
      VALUES (${edit.contactId}, ${edit.at}, ${edit.by}, ${JSON.stringify(edit.change)})`,
  );

type Row = { id: number; at: number; by: string; changes: string };
const parse = ({ id, at, by, changes }: Row): ContactEdit => ({
  ...{ id, at, by: editBy.parse(by) },
  change: personChange.parse(JSON.parse(changes)),
});

export const editsById = (db: ReadDb, ids: readonly number[]): ContactEdit[] =>
  db
    .all<Row>(
      sql`/* contacts.edits-by-id */ SELECT id, at, by, changes FROM contact_edits WHERE id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
    )
    .map(parse);

/** Every edit of a contact, the oldest first. */
export const editsOf = (db: ReadDb, contactId: number): ContactEdit[] =>
  db
    .all<Row>(
      sql`/* contacts.edits */ SELECT id, at, by, changes FROM contact_edits WHERE contact_id = ${contactId} ORDER BY at, id`,
    )
    .map(parse);
