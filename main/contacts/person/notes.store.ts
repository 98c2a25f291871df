import { type ReadDb, sql, type WriteDb } from '../../db/db.ts';

export type Note = { id: string; text: string; createdAt: number; updatedAt: number };

export const selectNotes = (db: ReadDb, contactId: number): Note[] =>
  db.all(
    sql`/* notes.of */ SELECT public_id AS id, text, created_at AS createdAt, updated_at AS updatedAt
      FROM notes WHERE contact_id = ${contactId} ORDER BY notes.id DESC`,
  );

export const insertNote = (db: WriteDb, note: { publicId: string; contactId: number; text: string; now: number }): void =>
  void db.run(
    sql`/* notes.insert */ INSERT INTO notes (public_id, contact_id, text, created_at, updated_at)
      VALUES (${note.publicId}, ${note.contactId}, ${note.text}, ${note.now}, ${note.now})`,
  );

export const updateNote = (db: WriteDb, note: { publicId: string; text: string; now: number }): boolean =>
  db.run(
    sql`/* notes.update */ UPDATE notes SET text = ${note.text}, updated_at = ${note.now} WHERE public_id = ${note.publicId}`,
  ).changes === 1;

export const deleteNote = (db: WriteDb, publicId: string): boolean =>
  db.run(sql`/* notes.delete */ DELETE FROM notes WHERE public_id = ${publicId}`).changes === 1;
