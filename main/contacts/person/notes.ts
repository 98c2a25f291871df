import { notFound } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { ReadDb, WriteDb } from '../../db/db.ts';
import { requireContact } from '../people/people.ts';
import { deleteNote, insertNote, type Note, selectNotes, updateNote } from './notes.store.ts';

const unknown = () => notFound('notes.unknown', 'There is no such note any more.');

/** What was written down about a person, the newest first. */
export const notesOf = (db: ReadDb, contactId: string): Note[] => selectNotes(db, requireContact(db, contactId).id);

export function addNote(db: WriteDb, { contactId, text, now }: { contactId: string; text: string; now: number }): string {
  const publicId = newId(now);
  insertNote(db, { publicId, contactId: requireContact(db, contactId).id, text, now });
  return publicId;
}

export function changeNote(db: WriteDb, { id, text, now }: { id: string; text: string; now: number }): void {
  if (!updateNote(db, { publicId: id, text, now })) throw unknown();
}

export function removeNote(db: WriteDb, id: string): void {
  if (!deleteNote(db, id)) throw unknown();
}
