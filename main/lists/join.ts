import { z } from 'zod';
import { type MembershipStatus, membershipStatus } from '#shared/schema/words.ts';
import { newIds } from '../base/ids.ts';
import type { WriteDb } from '../db/db.ts';
import { recordEvents } from '../events/events.ts';
import { deleteJoined, hasMembers, insertMembers, type NewMember, restoreStanding, standingsIn } from './join.store.ts';
import { deleteList } from './lists.store.ts';
import { listName } from './members.report.ts';
import { updateStatus } from './memberships.store.ts';
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

/** Of people who were there before: who joined as what, and how those stood who were unsubscribed. */
export const listChange = z.object({
  joined: z.array(z.tuple([z.number(), membershipStatus])),
  left: z.array(
    z.object({ contactId: z.number(), status: membershipStatus, unsubscribedAt: z.number().nullable(), updatedAt: z.number() }),
  ),
});
export type ListChange = z.infer<typeof listChange>;

type Joined = {
  /** Of each person whether their membership is another one now. */
  answers: ('changed' | 'same')[];
  /** Of each person whether they were to receive mail and do not, because they had left or are suppressed. */
  keptBack: boolean[];
  change: ListChange;
};

/**
 * Puts many people into a list at once, at most some thousands; the answers stand in their order. It never subscribes
 * who has unsubscribed, and unsubscribes whoever the file says has. A second row of one person meets the first.
 * Within a transaction of the caller: one inside of it would copy each page that it touches.
 */
export function joinList(
  db: WriteDb,
  { listId, people, consent, now }: { listId: number; people: readonly Joining[]; consent: Omit<Consent, 'at'>; now: number },
): Joined {
  const contactIds = people.filter((person) => !person.isNew).map((person) => person.contactId);
  const stored = contactIds.length === 0 ? [] : standingsIn(db, { listId, contactIds });
  const before = new Map(stored.map((membership) => [membership.contactId, membership]));
  const known = new Map<number, MembershipStatus>(stored.map(({ contactId, status }) => [contactId, status]));
  const fresh = new Map<number, Omit<NewMember, 'publicId'> & { isNew: boolean }>();
  const change: ListChange = { joined: [], left: [] };
  const keptBack: boolean[] = [];
  const answers = people.map((person): Joined['answers'][number] => {
    const { contactId } = person;
    const had = known.get(contactId);
    const status = next(had, person);
    keptBack.push(person.status !== 'unsubscribed' && (person.suppressed || had === 'unsubscribed'));
    if (had === status) return 'same';
    known.set(contactId, status);
    const membership = before.get(contactId);
    if (membership) {
      // Whoever is in the list already can only leave it this way.
      updateStatus(db, { id: membership.id, status, now });
      const { unsubscribedAt, updatedAt } = membership;
      change.left.push({ contactId, status: membership.status, unsubscribedAt, updatedAt });
      return 'changed';
    }
    const row = fresh.get(contactId);
    if (row) row.status = status;
    else fresh.set(contactId, { contactId, status, consentAt: person.consentAt, isNew: person.isNew });
    return 'changed';
  });
  const publicIds = newIds(fresh.size);
  const members = [...fresh.values()].map((row, at): NewMember => ({ ...row, publicId: publicIds[at] ?? '' }));
  insertMembers(db, { listId, people: members, method: consent.method, source: consent.source, now });
  for (const row of fresh.values()) if (!row.isNew) change.joined.push([row.contactId, row.status]);
  const joined = members.filter((row) => row.status === 'subscribed').map((row) => row.contactId);
  const data = { list: listName(db, listId), by: consent.method };
  recordEvents(db, { name: 'subscribed', contactIds: joined, at: now, data });
  recordEvents(db, { name: 'unsubscribed', contactIds: change.left.map(({ contactId }) => contactId), at: now, data });
  return { answers, keptBack, change };
}

function next(had: MembershipStatus | undefined, person: Joining): MembershipStatus {
  if (had === 'unsubscribed' || person.status === 'unsubscribed') return 'unsubscribed';
  if (had === 'subscribed') return 'subscribed';
  // A pending person has still to confirm for themselves; a file cannot do it for them.
  if (had === 'pending') return 'pending';
  return person.suppressed ? 'unsubscribed' : person.status;
}

/** Undoes what `joinList` did at the time `stamp`, but for what became of it since. Returns the people who keep that. */
export function takeBackJoining(
  db: WriteDb,
  { listId, change, stamp }: { listId: number; change: ListChange; stamp: number },
): number[] {
  const kept = change.joined.length === 0 ? [] : deleteJoined(db, { listId, joined: change.joined, stamp });
  const left = change.left.filter((row) => !restoreStanding(db, { ...row, listId, stamp }));
  return [...kept, ...left.map(({ contactId }) => contactId)];
}

/** Removes a list if nobody is in it. */
export function removeEmptyList(db: WriteDb, listId: number): boolean {
  if (hasMembers(db, listId)) return false;
  deleteList(db, listId);
  return true;
}
