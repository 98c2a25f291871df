import type { FieldValues } from '#shared/schema/shapes.ts';
import { conflict, invalid, notFound } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { ReadDb, WriteDb } from '../../db/db.ts';
import { suppressErased } from '../erasing/erased.ts';
import { applyValues } from '../fields/fields.ts';
import { removeByIds } from '../many/remove.ts';
import { suppress, suppressionOf } from '../suppressions/suppressions.ts';
import {
  contactIds,
  findByKey,
  getContact,
  insertContact,
  lastContactId,
  type StoredContact,
  updateContact,
} from './contacts.store.ts';
import { type EditBy, insertEdit } from './edits.store.ts';
import { emailKey } from './email-key.ts';
import { personChanged } from './person-changes.ts';

export { getContact } from './contacts.store.ts';

/** A person of the workspace. `id` stays inside; others call them by `publicId`. */
type Contact = StoredContact;

export function requireContact(db: ReadDb, publicId: string): Contact {
  const contact = getContact(db, publicId);
  if (!contact) throw notFound('contacts.unknown', 'There is no such contact.');
  return contact;
}

/** The inner ids of contacts; those that are gone by now are left out. */
export const requireContacts = (db: ReadDb, publicIds: readonly string[]): number[] => contactIds(db, publicIds);

/** The contact of an address, however it is spelled. */
export function findContact(db: ReadDb, email: string): Contact | null {
  const address = emailKey(email);
  return address.ok ? findByKey(db, address.key) : null;
}

type Details = { firstName?: string | undefined; lastName?: string | undefined; fields?: FieldValues | undefined; now: number };

export function createContact(
  db: WriteDb,
  { email, firstName = '', lastName = '', fields = {}, now }: Details & { email: string },
): Contact {
  const address = requireAddress(email);
  return db.transaction(() => {
    if (findByKey(db, address.key)) throw taken(address.email);
    const id = lastContactId(db) + 1;
    const contact = {
      id,
      publicId: newId(now),
      email: address.email,
      emailKey: address.key,
      firstName: firstName.trim(),
      lastName: lastName.trim(),
      fields: applyValues(db, { current: {}, values: fields }),
    };
    insertContact(db, { ...contact, now });
    suppressErased(db, { people: [contact], now });
    return { ...contact, createdAt: now, updatedAt: now };
  });
}

/**
 * Changes what is given. Of `fields`, those that are named; an empty text takes a value away. The timeline tells of it,
 * and `by` says whose doing it was.
 */
export function changeContact(db: WriteDb, change: Details & { id: string; email?: string | undefined; by?: EditBy }): Contact {
  return db.transaction(() => {
    const contact = requireContact(db, change.id);
    const address = change.email === undefined ? { key: contact.emailKey, email: contact.email } : requireAddress(change.email);
    if (address.key !== contact.emailKey) {
      if (findByKey(db, address.key)) throw taken(address.email);
      keepRefusal(db, { from: contact.email, to: address.email, now: change.now });
    }
    const changed = {
      ...contact,
      email: address.email,
      emailKey: address.key,
      firstName: change.firstName?.trim() ?? contact.firstName,
      lastName: change.lastName?.trim() ?? contact.lastName,
      fields: applyValues(db, { current: contact.fields, values: change.fields ?? {} }),
      updatedAt: change.now,
    };
    updateContact(db, { ...changed, now: change.now });
    const told = personChanged(contact, changed);
    if (told) insertEdit(db, { contactId: contact.id, at: change.now, by: change.by ?? 'hand', change: told });
    if (changed.emailKey !== contact.emailKey) suppressErased(db, { people: [changed], now: change.now });
    return changed;
  });
}

/** Who wants no mail wants none at a new address either; a mailbox that bounced says nothing about another one. */
function keepRefusal(db: WriteDb, { from, to, now }: { from: string; to: string; now: number }): void {
  const known = suppressionOf(db, from);
  if (!known || known.reason === 'bounced') return;
  suppress(db, { email: to, reason: known.reason, evidence: `${known.evidence} (as ${from})`.trim(), now });
}

/**
 * Deletes contacts with their memberships. The address of who has unsubscribed from any list stays suppressed, so that
 * a later import cannot mail them; suppressions that were there stay as they are. Returns how many were there.
 */
export function removeContacts(db: WriteDb, { ids, now }: { ids: readonly string[]; now: number }): number {
  return db.transaction(() => {
    return removeByIds(db, { ids: contactIds(db, ids), now }).removed;
  });
}

function requireAddress(email: string): { key: string; email: string } {
  const address = emailKey(email);
  if (!address.ok) throw invalid('contacts.address', address.reason, { email: address.reason });
  return address;
}

const taken = (email: string) => conflict('contacts.address-taken', `There is already a contact with the address ${email}.`);
