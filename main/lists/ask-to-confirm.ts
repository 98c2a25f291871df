import { isSuppressed } from '../contacts/contacts.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import { askedBefore, insertConfirmation } from './confirmations.store.ts';
import { hasDoubleOptIn } from './list-settings.store.ts';
import { addressesOf, hasPublicAddress } from './members.report.ts';
import { findMemberships } from './memberships.store.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** How long a link confirms. */
const VALID_MS = 14 * DAY_MS;
/** Whoever does not answer so many mails does not want to. */
const MOST = 3;

/** `asked` once a mail is on its way; else why there is none. */
export type Asked = 'asked' | 'no-address' | 'not-asking' | 'not-pending' | 'suppressed' | 'too-soon' | 'too-often';

type Place = { listId: number; contactId: number };

/**
 * Asks a pending person by mail whether they want to be in a list: at most once an hour, and three times until they
 * answered. The mail itself is written by `createConfirmer`, which looks for who waits for one, after a crash as well.
 */
export function askToConfirm(db: WriteDb, { listId, contactId, now }: Place & { now: number }): Asked {
  return db.transaction(() => {
    const refusal = whyNotAsked(db, { listId, contactId, now });
    if (refusal) return refusal;
    insertConfirmation(db, { contactId, listId, askedAt: now, expiresAt: now + VALID_MS });
    return 'asked';
  });
}

function whyNotAsked(db: ReadDb, { listId, contactId, now }: Place & { now: number }): Exclude<Asked, 'asked'> | null {
  if (!hasDoubleOptIn(db, listId)) return 'not-asking';
  // Nobody could follow the link.
  if (!hasPublicAddress(db)) return 'no-address';
  if (!isPending(db, { listId, contactId })) return 'not-pending';
  const [person] = addressesOf(db, [contactId]);
  if (!person || isSuppressed(db, person.email)) return 'suppressed';
  const before = askedBefore(db, { contactId, listId });
  const last = before.at(-1);
  if (last && now - last.askedAt < HOUR_MS) return 'too-soon';
  const unanswered = before.length - (before.findLastIndex(({ confirmedAt }) => confirmedAt !== null) + 1);
  return unanswered >= MOST ? 'too-often' : null;
}

export const isPending = (db: ReadDb, { listId, contactId }: Place): boolean =>
  findMemberships(db, { listId, contactIds: [contactId] })[0]?.status === 'pending';
