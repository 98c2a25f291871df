import type { FieldValues } from '#shared/schema/shapes.ts';
import type { SuppressionReason } from '#shared/schema/words.ts';
import { conflict, invalid, notFound } from '../../base/errors.ts';
import {
  changeContact,
  createContact,
  findContact,
  mergeContacts,
  removeContacts,
  requireContact,
  suppress,
  suppressionOf,
} from '../../contacts/contacts.ts';
import type { ReadDb, WriteDb } from '../../db/db.ts';
import {
  getList,
  listLists,
  membershipsOf,
  removeMembership,
  requireList,
  type ScannedMember,
  scanMembers,
  setMembership,
} from '../../lists/lists.ts';
import { takeFields, type WireFields } from './fields.ts';
import { fromName, fromStatus } from './translate.ts';
import type { StatusWord } from './wire.ts';

/** A subscriber of this dialect is a membership. */
export function requireSubscriber(db: ReadDb, id: string): ScannedMember {
  const [found] = scanMembers(db, { id, limit: 1 }).members;
  if (!found) throw notFound('memberships.unknown', 'There is no such subscriber.');
  return found;
}

type Facts = {
  email: string;
  name?: string | undefined;
  status?: StatusWord | undefined;
  fields?: WireFields | undefined;
};

/** Puts a person into lists. Where they are already nothing changes. Answers the membership of the first list. */
export function addSubscriber(
  db: WriteDb,
  { listIds, now, ...facts }: Facts & { listIds: readonly string[]; now: number },
): { subscriber: ScannedMember; isNew: boolean } {
  return db.transaction(() => {
    const known = findContact(db, facts.email);
    const has = new Set(known ? membershipsOf(db, known.id).map(({ listId }) => listId) : []);
    const missing = listIds.filter((listId) => !has.has(listId));
    if (missing.length > 0) {
      const contactId = personFor(db, { ...facts, now });
      const { status, suppress: reason } = fromStatus(facts.status ?? 'pending');
      if (reason) suppressByScript(db, { email: facts.email, reason, now });
      for (const listId of missing) {
        join(db, { listId: requireList(db, listId).id, contactId, status: status ?? 'subscribed', force: false, now });
      }
    }
    const [first = ''] = listIds;
    return { subscriber: inList(db, { listId: first, email: facts.email }), isNew: missing.includes(first) };
  });
}

/** The contact of an address; what is known of one that is there already is completed, never overwritten. */
function personFor(db: WriteDb, { email, name = '', fields = {}, now }: Facts & { now: number }): number {
  const person = { email, ...fromName(name), fields: withoutEmpty(takeFields(db, { fields, now })) };
  const known = findContact(db, email);
  if (!known) return createContact(db, { ...person, now }).id;
  mergeContacts(db, { people: [{ ...person, key: known.emailKey }], existing: 'fill', now });
  return known.id;
}

type Change = Partial<Facts> & { lists?: readonly string[] | undefined };

/** Changes what is given. Name, address and fields are the person's; the status is this membership's. */
export function changeSubscriber(db: WriteDb, { id, change, now }: { id: string; change: Change; now: number }): ScannedMember {
  return db.transaction(() => {
    const subscriber = requireSubscriber(db, id);
    changeContact(db, {
      id: subscriber.contactId,
      ...(change.email === undefined ? {} : { email: change.email }),
      ...(change.name === undefined ? {} : fromName(change.name)),
      ...(change.fields === undefined ? {} : { fields: takeFields(db, { fields: change.fields, now }) }),
      by: 'api',
      now,
    });
    if (change.status !== undefined) setStatus(db, { id, status: change.status, now });
    const contact = requireContact(db, subscriber.contactId);
    const has = new Set(membershipsOf(db, contact.id).map(({ listId }) => listId));
    for (const listId of (change.lists ?? []).filter((one) => !has.has(one))) {
      join(db, { listId: requireList(db, listId).id, contactId: contact.id, status: subscriber.status, force: false, now });
    }
    return requireSubscriber(db, id);
  });
}

/**
 * A script may subscribe again who has left a list, as it is told to for this one person. An address that is suppressed
 * stays as it is: only a person at the screen, or the recipient, decides about that.
 */
export function setStatus(db: WriteDb, facts: { id: string; status: StatusWord; now: number }): ScannedMember {
  const { id, now } = facts;
  return db.transaction(() => {
    const { email, contactId, listId } = requireSubscriber(db, id);
    const { status, suppress: reason } = fromStatus(facts.status);
    if (reason) suppressByScript(db, { email, reason, now });
    if (status) {
      const force = suppressionOf(db, email) === null;
      join(db, { listId: requireList(db, listId).id, contactId: requireContact(db, contactId).id, status, force, now });
    }
    return requireSubscriber(db, id);
  });
}

/** Takes a person out of a list, and out of the workspace with the last one. Their suppression stays either way. */
export function removeSubscriber(db: WriteDb, { id, now }: { id: string; now: number }): void {
  db.transaction(() => {
    const subscriber = requireSubscriber(db, id);
    const contact = requireContact(db, subscriber.contactId);
    if (membershipsOf(db, contact.id).length === 1) removeContacts(db, { ids: [contact.publicId], now });
    else removeMembership(db, { listId: requireList(db, subscriber.listId).id, contactIds: [contact.id] });
  });
}

/** Public ids of lists that a body names by id or by name. */
export function listsNamed(db: ReadDb, wanted: readonly string[]): string[] {
  return wanted.map((name) => {
    // By id first: reading all lists counts their people, which is too much for every request of a script.
    const found = getList(db, name)?.publicId ?? listLists(db).find((list) => list.name.toLowerCase() === name.toLowerCase())?.id;
    if (!found) throw invalid('lists.not-found', 'list not found', { lists: 'not found' });
    return found;
  });
}

function inList(db: ReadDb, { listId, email }: { listId: string; email: string }): ScannedMember {
  const contact = findContact(db, email);
  const [found] = contact ? scanMembers(db, { listId, emailKey: contact.emailKey, limit: 1 }).members : [];
  if (!found) throw conflict('memberships.vanished', 'The subscriber is gone again.');
  return found;
}

type Join = { listId: number; contactId: number; status: 'pending' | 'subscribed' | 'unsubscribed'; force: boolean; now: number };

function join(db: WriteDb, { listId, contactId, status, force, now }: Join): void {
  const consent = { method: 'api' as const, source: 'API', at: status === 'subscribed' ? now : null };
  setMembership(db, { listId, contactIds: [contactId], status, consent, force, now });
}

const suppressByScript = (db: WriteDb, { email, reason, now }: { email: string; reason: SuppressionReason; now: number }) =>
  suppress(db, { email, reason, evidence: 'Set by a script', now });

const withoutEmpty = (fields: FieldValues): FieldValues =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
