import { z } from 'zod';
import { suppressedAmong } from '../contacts/contacts.ts';
import { captureRows, type RowImage, type WriteDb } from '../db/db.ts';
import { forgetEventsAmong, lastEventId } from '../events/events.ts';
import { askManyToConfirm } from './ask-to-confirm.ts';
import { deleteMemberships, deleteUnchanged, lastMembershipId, membershipsAbove } from './bulk-members.store.ts';
import { dropWaitingOf, lastConfirmationId } from './confirmations.store.ts';
import { joinList } from './join.ts';
import { hasDoubleOptIn } from './list-settings.store.ts';
import { addressesOf } from './members.report.ts';
import { findMemberships } from './memberships.store.ts';

/** Who came into a list, each as membership and contact, which events told of it, and which askings were made for it. */
export const joinedImage = z.object({
  made: z.array(z.tuple([z.number(), z.number()])),
  events: z.tuple([z.number(), z.number()]),
  asked: z.tuple([z.number(), z.number()]).optional(),
  at: z.number(),
});
type JoinedImage = z.infer<typeof joinedImage>;

/**
 * Puts many into a list by hand. Who is in it stays what they are there: nobody who left is subscribed again. Where the list
 * asks people to confirm, who is new to it is pending and asked. Within a transaction of the caller.
 */
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
  const asks = hasDoubleOptIn(db, listId);
  joinList(db, {
    listId,
    people: people.map(({ contactId, key }) => ({
      contactId,
      isNew: false,
      status: asks ? 'pending' : 'subscribed',
      consentAt: now,
      suppressed: suppressed.has(key),
    })),
    consent: { method: 'manual', source },
    now,
  });
  const made = membershipsAbove(db, { listId, contactIds, above });
  if (made.length === 0) return null;
  const image: JoinedImage = {
    made: made.map(({ id, contactId }) => [id, contactId]),
    events: [firstEvent, lastEventId(db)],
    at: now,
  };
  if (!asks) return image;
  const firstAsked = lastConfirmationId(db) + 1;
  askManyToConfirm(db, { listId, contactIds: made.map(({ contactId }) => contactId), now });
  return { ...image, asked: [firstAsked, lastConfirmationId(db)] };
}

/**
 * Returns how many are out again. Whose membership was changed since stays in. What did not last is not told of, and whose
 * mail is not written yet gets none.
 */
export function undoAddMembers(db: WriteDb, { made, events, asked, at }: JoinedImage): number {
  const out = made.filter(([id, contactId]) => deleteUnchanged(db, { id, contactId, at })).map(([, contactId]) => contactId);
  forgetEventsAmong(db, { name: 'subscribed', first: events[0], last: events[1], contactIds: out });
  if (asked) dropWaitingOf(db, { first: asked[0], last: asked[1], contactIds: out });
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
