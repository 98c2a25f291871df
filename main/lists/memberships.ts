import type { ConsentMethod, MembershipStatus } from '#shared/schema/words.ts';
import { conflict } from '../base/errors.ts';
import { newId } from '../base/ids.ts';
import { liftSuppression, suppressionOf } from '../contacts/contacts.ts';
import type { WriteDb } from '../db/db.ts';
import { recordEvent } from '../events/events.ts';
import { askToConfirm } from './ask-to-confirm.ts';
import { addressesOf, listName } from './members.report.ts';
import {
  deleteMembership,
  findMemberships,
  insertMembership,
  updateConfirmed,
  updateConsent,
  updateStatus,
} from './memberships.store.ts';

/** How a person agreed, from where, and when; `confirmedAt` is set when they confirmed it by a link of ours. */
export type Consent = { method: ConsentMethod; source: string; at: number | null; confirmedAt?: number | null };

type Setting = {
  listId: number;
  contactIds: readonly number[];
  status: MembershipStatus;
  consent: Consent;
  /** The person asked for it themselves: only then is somebody subscribed who has unsubscribed. */
  force?: boolean;
  /** What the event log says besides: how it came about, and by which message of a send. */
  told?: Told | undefined;
  now: number;
};

export type Told = { by: string; message?: { messageId: number; sendId: number } | undefined };

/**
 * Puts contacts into a list, or changes what they are there. Who has unsubscribed, from the list or by their address
 * altogether, is subscribed again by `force` alone; a contact who is new to the list then comes in as unsubscribed.
 * `kept` counts whose status stayed as it was or could not become the wanted one.
 */
export function setMembership(db: WriteDb, setting: Setting): { changed: number; kept: number } {
  return db.transaction(() => {
    const people = addressesOf(db, setting.contactIds);
    const known = new Map(findMemberships(db, setting).map((membership) => [membership.contactId, membership]));
    let changed = 0;
    for (const { contactId, email } of people) {
      const had = known.get(contactId);
      const status = allowedStatus(db, { setting, email, had: had?.status });
      if (had?.status === status) continue;
      write(db, { setting, contactId, membershipId: had?.id, status });
      if (status === setting.status) changed++;
    }
    return { changed, kept: people.length - changed };
  });
}

function allowedStatus(
  db: WriteDb,
  { setting, email, had }: { setting: Setting; email: string; had: MembershipStatus | undefined },
): MembershipStatus {
  if (setting.status === 'unsubscribed') return 'unsubscribed';
  const suppression = suppressionOf(db, email);
  if (setting.force) {
    // They asked for mail again. An address that bounces or complained needs a decision of its own.
    if (suppression?.reason === 'unsubscribed') liftSuppression(db, email);
    return setting.status;
  }
  if (had === 'unsubscribed') return 'unsubscribed';
  // Who is subscribed does not fall back to pending because a script adds them once more.
  if (had === 'subscribed' && setting.status === 'pending') return 'subscribed';
  return suppression && had === undefined ? 'unsubscribed' : setting.status;
}

function write(
  db: WriteDb,
  {
    setting,
    contactId,
    membershipId,
    status,
  }: { setting: Setting; contactId: number; membershipId: number | undefined; status: MembershipStatus },
): void {
  const { listId, consent, told, now } = setting;
  const confirmedAt = consent.confirmedAt ?? null;
  if (membershipId === undefined) {
    const row = { publicId: newId(now), contactId, listId, status, consentMethod: consent.method, consentSource: consent.source };
    insertMembership(db, { ...row, consentAt: consent.at, confirmedAt, now });
  } else {
    updateStatus(db, { id: membershipId, status, now });
    if (status !== 'unsubscribed') {
      updateConsent(db, {
        id: membershipId,
        method: consent.method,
        source: consent.source,
        consentAt: consent.at,
        confirmedAt,
        now,
      });
    }
  }
  // A pending person did not agree yet, and one who came in unsubscribed did not leave: neither is a fact to tell.
  const happened = status === 'subscribed' || (status === 'unsubscribed' && membershipId !== undefined);
  const list = listName(db, listId);
  if (happened)
    recordEvent(db, { ...told?.message, name: status, contactId, at: now, data: { list, ...(told ? { by: told.by } : {}) } });
  // A file's people are asked by nobody: whoever imports them says that they agreed.
  if (status === 'pending' && consent.method !== 'import') askToConfirm(db, { listId, contactId, now });
}

/**
 * A pending person confirmed by a link of ours. How and when they were put into the list stays on record beside it. They want
 * mail, whatever they wanted before; an address that bounces or complained still gets none.
 */
export function confirmMembership(
  db: WriteDb,
  { listId, contactId, now }: { listId: number; contactId: number; now: number },
): void {
  const [membership] = findMemberships(db, { listId, contactIds: [contactId] });
  if (membership?.status !== 'pending') return;
  for (const { email } of addressesOf(db, [contactId]))
    if (suppressionOf(db, email)?.reason === 'unsubscribed') liftSuppression(db, email);
  updateStatus(db, { id: membership.id, status: 'subscribed', now });
  updateConfirmed(db, { id: membership.id, now });
  const data = { list: listName(db, listId), by: 'confirmation link', confirmed: true };
  recordEvent(db, { name: 'subscribed', contactId, at: now, data });
}

/**
 * Takes contacts out of a list. Who has unsubscribed there stays in it as unsubscribed: without that the list would
 * forget their wish, and a later import could mail them. Returns how many are out now.
 */
export function removeMembership(db: WriteDb, { listId, contactIds }: { listId: number; contactIds: readonly number[] }): number {
  return db.transaction(() => {
    const memberships = findMemberships(db, { listId, contactIds });
    const removable = memberships.filter((membership) => membership.status !== 'unsubscribed');
    if (memberships.length > 0 && removable.length === 0) {
      throw conflict(
        'lists.remembers-unsubscribed',
        'Who has unsubscribed stays in the list as unsubscribed, so that nobody adds them again by mistake. They receive nothing.',
      );
    }
    for (const membership of removable) deleteMembership(db, membership.id);
    return removable.length;
  });
}
