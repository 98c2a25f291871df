import type { FieldValues } from '#shared/schema/shapes.ts';
import { newId } from '../base/ids.ts';
import type { WriteDb } from '../db/db.ts';
import { findByKeys, insertContact, lastContactId, type StoredContact, updateContact } from './contacts.store.ts';

/** What becomes of contacts that are there already: left as they are, completed where they have gaps, or overwritten. */
export type ExistingPolicy = 'skip' | 'fill' | 'overwrite';

/** A person as a file or a script tells of them, the address checked and the values read already. */
type IncomingContact = { key: string; email: string; firstName: string; lastName: string; fields: FieldValues };

type MergedContact = { contactId: number; outcome: 'new' | 'changed' | 'same' };

type Known = StoredContact & { isNew: boolean; isChanged: boolean };

/**
 * Brings many people in at once, at most some thousands. Two rows of one address come to one contact: the second one
 * meets the first as an existing contact. The answers stand in the order of the rows. An empty text never overwrites.
 * Within a transaction of the caller: one inside of it would copy each page that it touches.
 */
export function mergeContacts(
  db: WriteDb,
  { people, existing, now }: { people: readonly IncomingContact[]; existing: ExistingPolicy; now: number },
): MergedContact[] {
  const keys = people.map((person) => person.key);
  const known = new Map<string, Known>(
    findByKeys(db, keys).map((contact) => [contact.emailKey, { ...contact, isNew: false, isChanged: false }]),
  );
  let lastId = lastContactId(db);
  const merged = people.map((person): MergedContact => {
    const contact = known.get(person.key);
    if (contact) return { contactId: contact.id, outcome: take(contact, person, existing) ? 'changed' : 'same' };
    const id = ++lastId;
    known.set(person.key, {
      id,
      publicId: newId(),
      email: person.email,
      emailKey: person.key,
      firstName: person.firstName,
      lastName: person.lastName,
      fields: person.fields,
      createdAt: now,
      updatedAt: now,
      isNew: true,
      isChanged: false,
    });
    return { contactId: id, outcome: 'new' };
  });
  for (const contact of known.values()) {
    if (contact.isNew) insertContact(db, { ...contact, now });
    else if (contact.isChanged) updateContact(db, { ...contact, now });
  }
  return merged;
}

/** Takes over what the policy allows; returns whether anything is different now. */
function take(contact: Known, person: IncomingContact, policy: ExistingPolicy): boolean {
  if (policy === 'skip') return false;
  const overwrites = policy === 'overwrite';
  let changed = false;
  const name = (key: 'firstName' | 'lastName') => {
    if (person[key] === '' || person[key] === contact[key] || (contact[key] !== '' && !overwrites)) return;
    contact[key] = person[key];
    changed = true;
  };
  name('firstName');
  name('lastName');
  let fields = contact.fields;
  for (const [key, value] of Object.entries(person.fields)) {
    const had = Object.hasOwn(fields, key);
    if (had && (!overwrites || fields[key] === value)) continue;
    if (fields === contact.fields) fields = { ...fields };
    fields[key] = value;
    changed = true;
  }
  contact.fields = fields;
  if (changed) contact.isChanged = true;
  return changed;
}
