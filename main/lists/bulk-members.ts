import { z } from 'zod';
import { suppressedAmong } from '../contacts/contacts.ts';
import { captureRows, type RowImage, type WriteDb } from '../db/db.ts';
import { forgetEventsAmong, lastEventId } from '../events/events.ts';
import { deleteMemberships, deleteUnchanged, lastMembershipId, membershipsAbove } from './bulk-members.store.ts';
import { joinList } from './join.ts';
import { addressesOf } from './members.report.ts';
import { findMemberships } from './memberships.store.ts';

/** Who came into a list, each as membership and contact, and which events told of it. */
export const joinedImage = z.object({
  made: z.array(z.tuple([z.number(), z.number()])),
  events: z.tuple([z.number(), z.number()]),
  at: z.number(),
});
type JoinedImage = z.infer<typeof joinedImage>;

/** Puts many into a list by hand. Who is in it stays what they are there: nobody who left is subscribed again. */
export function addMembers(
  db: WriteDb,
  { listId, contactIds, source, now }: { listId: number; contactIds: readonly number[]; source: string; now: number },
): JoinedImage | null {
  const people = addressesOf(db, contactIds);
  const suppressed = suppressedAmong(
    db,
    people.map(({ key }) => key),
  );
  const above = lastMembershipId(db);
  const firstEvent = lastEventId(db) + 1;
  joinList(db, {
    listId,
    people: people.map(({ contactId, key }) => ({
      contactId,
      isNew: false,
      status: 'subscribed',
      consentAt: now,
      suppressed: suppressed.has(key),
    })),
    consent: { method: 'manual', source },
    now,
  });
  const made = membershipsAbove(db, { listId, contactIds, above });
  if (made.length === 0) return null;
  return { made: made.map(({ id, contactId }) => [id, contactId]), events: [firstEvent, lastEventId(db)], at: now };
}

/** Returns how many are out again. Whose membership was changed since stays in. What did not last is not told of. */
export function undoAddMembers(db: WriteDb, { made, events, at }: JoinedImage): number {
  const out = made.filter(([id, contactId]) => deleteUnchanged(db, { id, contactId, at })).map(([, contactId]) => contactId);
  forgetEventsAmong(db, { name: 'subscribed', first: events[0], last: events[1], contactIds: out });
  return out.length;
}

/** Takes many out of a list. Who has unsubscribed there stays in it as unsubscribed, so that the list does not forget. */
export function dropMembers(
  db: WriteDb,
  { listId, contactIds }: { listId: number; contactIds: readonly number[] },
): { image: RowImage; removed: number } | null {
  const ids = findMemberships(db, { listId, contactIds })
    .filter(({ status }) => status !== 'unsubscribed')
    .map(({ id }) => id);
  if (ids.length === 0) return null;
  const image = captureRows(db, { table: 'memberships', ids });
  deleteMemberships(db, ids);
  return { image, removed: ids.length };
}
