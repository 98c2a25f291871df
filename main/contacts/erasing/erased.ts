import { createHmac } from 'node:crypto';
import { addressKey } from '../../base/email-address.ts';
import type { ReadDb, WriteDb } from '../../db/db.ts';
import { upsertSuppression } from '../suppressions/suppressions.store.ts';
import { deleteErased, erasureKey, hasErased, insertErased, knownHashes } from './erased.store.ts';

/**
 * Of an erased person a keyed hash of the address is left, which says nothing to who does not know the address already.
 * The key lies in the same database: a backup that is put back, or a copied folder, must still know whom it never mails.
 */
const hashOf = (key: string, emailKey: string): string => createHmac('sha256', key).update(emailKey).digest('hex');

/** Those of the addresses whose people were erased. Costs one look where nobody ever was. */
export function erasedAmong(db: ReadDb, emailKeys: readonly string[]): Set<string> {
  if (emailKeys.length === 0 || !hasErased(db)) return new Set();
  const key = erasureKey(db);
  const hashes = new Map(emailKeys.map((emailKey) => [hashOf(key, emailKey), emailKey]));
  return new Set([...knownHashes(db, [...hashes.keys()])].map((hash) => hashes.get(hash) ?? ''));
}

export const isErased = (db: ReadDb, email: string): boolean => erasedAmong(db, [addressKey(email)]).size > 0;

/** From now on the address is never mailed, though nobody can read it here. */
export const noteErased = (db: WriteDb, { email, now }: { email: string; now: number }): void =>
  insertErased(db, { hash: hashOf(erasureKey(db), addressKey(email)), now });

/** They came back by their own wish: the suppression that stood for it was lifted. */
export const forgetErased = (db: WriteDb, email: string): void => deleteErased(db, hashOf(erasureKey(db), addressKey(email)));

/**
 * Whose address was erased and is brought in again is suppressed at once, in clear: from then on every question about
 * suppressions finds it. Returns those it was. To be called wherever contacts are made.
 */
export function suppressErased(
  db: WriteDb,
  { people, now }: { people: readonly { emailKey: string; email: string }[]; now: number },
): Set<string> {
  const erased = erasedAmong(
    db,
    people.map(({ emailKey }) => emailKey),
  );
  if (erased.size === 0) return erased;
  for (const { emailKey, email } of people) {
    if (!erased.has(emailKey)) continue;
    upsertSuppression(db, {
      emailKey,
      email,
      reason: 'blocked',
      evidence: 'Erased at their request; the address was brought in again',
      createdAt: now,
    });
  }
  return erased;
}
