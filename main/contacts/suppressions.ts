import type { SuppressionReason } from '#shared/schema/words.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import { emailKey } from './email-key.ts';
import {
  deleteSuppression,
  getSuppression,
  type Suppression,
  selectSuppressions,
  upsertSuppression,
} from './suppressions.store.ts';

export { type Suppression, suppressedAmong } from './suppressions.store.ts';

/**
 * An address is never mailed again. Done any number of times it comes to the same; of several reasons the heaviest
 * stays (complained, blocked, bounced, unsubscribed). Returns whether anything is different now.
 */
export function suppress(
  db: WriteDb,
  { email, reason, evidence, now }: { email: string; reason: SuppressionReason; evidence: string; now: number },
): boolean {
  return upsertSuppression(db, { emailKey: keyOf(email), email: email.trim(), reason, evidence, createdAt: now });
}

export const isSuppressed = (db: ReadDb, email: string): boolean => suppressionOf(db, email) !== null;

export const suppressionOf = (db: ReadDb, email: string): Suppression | null => getSuppression(db, keyOf(email));

/** Returns false where the address was not suppressed. */
export const liftSuppression = (db: WriteDb, email: string): boolean => deleteSuppression(db, keyOf(email));

export const pageSuppressions = (
  db: ReadDb,
  page: { search: string; offset: number; limit: number },
): { rows: Suppression[]; total: number } => selectSuppressions(db, { ...page, search: page.search.trim() });

/** Even what is no proper address can be suppressed: a server may have refused it. */
function keyOf(email: string): string {
  const known = emailKey(email);
  return known.ok ? known.key : email.trim().toLowerCase();
}
