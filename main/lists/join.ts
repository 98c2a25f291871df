import type { MembershipStatus } from '#shared/schema/words.ts';
import { newId } from '../base/ids.ts';
import type { WriteDb } from '../db/db.ts';
import { recordEvents } from '../events/events.ts';
import { listName } from './members.report.ts';
import { findMemberships, insertMemberships, type NewMembership, updateStatus } from './memberships.store.ts';
import type { Consent } from './memberships.ts';

export type Joining = {
  contactId: number;
  /** The contact was made just now, so nobody has to look whether they are in the list. */
  isNew: boolean;
  status: MembershipStatus;
  /** When this person agreed, as far as the file knows. */
  consentAt: number | null;
  /** The address is suppressed: whoever is new to the list comes in as unsubscribed. */
  suppressed: boolean;
};

/** Of each person whether their membership is another one now. */
type Joined = 'changed' | 'same';

/**
 * Puts many people into a list at once, at most some thousands; the answers stand in their order. It never subscribes
 * who has unsubscribed, and unsubscribes whoever the file says has. A second row of one person meets the first.
 * Within a transaction of the caller: one inside of it would copy each page that it touches.
 */
export function joinList(
  db: WriteDb,
  { listId, people, consent, now }: { listId: number; people: readonly Joining[]; consent: Omit<Consent, 'at'>; now: number },
): Joined[] {
  const contactIds = people.filter((person) => !person.isNew).map((person) => person.contactId);
  const known = new Map<number, { id: number | null; status: MembershipStatus }>(
    findMemberships(db, { listId, contactIds }).map((membership) => [membership.contactId, membership]),
  );
  const fresh = new Map<number, Pick<NewMembership, 'publicId' | 'contactId' | 'status' | 'consentAt'>>();
  const left: number[] = [];
  const answers = people.map((person): Joined => {
    const had = known.get(person.contactId);
    const status = next(had?.status, person);
    if (had?.status === status) return 'same';
    if (!had) {
      fresh.set(person.contactId, {
        publicId: newId(),
        contactId: person.contactId,
        status,
        consentAt: person.consentAt,
      });
    } else if (had.id === null) {
      const row = fresh.get(person.contactId);
      if (row) row.status = status;
    } else {
      // Whoever is in the list already can only leave it this way.
      updateStatus(db, { id: had.id, status, now });
      left.push(person.contactId);
    }
    known.set(person.contactId, { id: had?.id ?? null, status });
    return 'changed';
  });
  const grounds = { consentMethod: consent.method, consentSource: consent.source, confirmedAt: null };
  insertMemberships(db, { ...grounds, listId, people: [...fresh.values()], now });
  const joined = [...fresh.values()].filter((row) => row.status === 'subscribed').map((row) => row.contactId);
  const data = { list: listName(db, listId), by: consent.method };
  recordEvents(db, { name: 'subscribed', contactIds: joined, at: now, data });
  recordEvents(db, { name: 'unsubscribed', contactIds: left, at: now, data });
  return answers;
}

function next(had: MembershipStatus | undefined, person: Joining): MembershipStatus {
  if (had === 'unsubscribed' || person.status === 'unsubscribed') return 'unsubscribed';
  if (had === 'subscribed') return 'subscribed';
  // A pending person has still to confirm for themselves; a file cannot do it for them.
  if (had === 'pending') return 'pending';
  return person.suppressed ? 'unsubscribed' : person.status;
}
