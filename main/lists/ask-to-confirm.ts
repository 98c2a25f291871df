import { suppressedAmong } from '../contacts/contacts.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import { MOST, PAUSE_MS, VALID_MS } from './asking-limits.ts';
import { type AskedBefore, askedBefore, insertConfirmations } from './confirmations.store.ts';
import { hasDoubleOptIn } from './list-settings.store.ts';
import { addressesOf, hasPublicAddress } from './members.report.ts';
import { findMemberships } from './memberships.store.ts';

/** `asked` once a mail is on its way; else why there is none. */
export type Asked = 'asked' | 'no-address' | 'not-asking' | 'not-pending' | 'suppressed' | 'too-soon' | 'too-often';
type Refusal = Exclude<Asked, 'asked'>;

type Place = { listId: number; contactId: number };
type Places = { listId: number; contactIds: readonly number[]; now: number };

/**
 * Asks a pending person by mail whether they want to be in a list: at most once an hour, and three times until they
 * answered. The mail itself is written by `createConfirmer`, which looks for who waits for one, after a crash as well.
 */
export const askToConfirm = (db: WriteDb, { listId, contactId, now }: Place & { now: number }): Asked =>
  db.transaction(() => askManyToConfirm(db, { listId, contactIds: [contactId], now }).get(contactId) ?? 'not-pending');

/** Asks some thousands at most, and says of each what became of it. Within a transaction of the caller. */
export function askManyToConfirm(db: WriteDb, places: Places): Map<number, Asked> {
  const answers = whyNotAsked(db, places);
  const { listId, contactIds, now } = places;
  const asked = [...new Set(contactIds)].filter((contactId) => !answers.has(contactId));
  insertConfirmations(db, { listId, contactIds: asked, askedAt: now, expiresAt: now + VALID_MS });
  return new Map<number, Asked>([...answers, ...asked.map((contactId) => [contactId, 'asked'] as const)]);
}

/** Who cannot be asked, and why; who is not in it can. */
function whyNotAsked(db: ReadDb, { listId, contactIds, now }: Places): Map<number, Refusal> {
  const all = (why: Refusal) => new Map<number, Refusal>(contactIds.map((contactId) => [contactId, why]));
  if (!hasDoubleOptIn(db, listId)) return all('not-asking');
  // Nobody could follow the link.
  if (!hasPublicAddress(db)) return all('no-address');
  const pending = findMemberships(db, { listId, contactIds }).filter(({ status }) => status === 'pending');
  const addresses = addressesOf(
    db,
    pending.map(({ contactId }) => contactId),
  );
  const suppressed = suppressedAmong(
    db,
    addresses.map(({ key }) => key),
  );
  const before = Map.groupBy(
    askedBefore(db, { listId, contactIds: addresses.map(({ contactId }) => contactId) }),
    (one) => one.contactId,
  );
  const refusals = all('not-pending');
  for (const { contactId, key } of addresses) {
    const refusal = suppressed.has(key) ? 'suppressed' : tooMuch(before.get(contactId) ?? [], now);
    if (refusal) refusals.set(contactId, refusal);
    else refusals.delete(contactId);
  }
  return refusals;
}

function tooMuch(before: readonly AskedBefore[], now: number): 'too-soon' | 'too-often' | null {
  const last = before.at(-1);
  if (last && now - last.askedAt < PAUSE_MS) return 'too-soon';
  const unanswered = before.length - (before.findLastIndex(({ confirmedAt }) => confirmedAt !== null) + 1);
  return unanswered >= MOST ? 'too-often' : null;
}

export const isPending = (db: ReadDb, { listId, contactId }: Place): boolean =>
  findMemberships(db, { listId, contactIds: [contactId] })[0]?.status === 'pending';
