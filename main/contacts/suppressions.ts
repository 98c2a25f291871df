import type { SuppressionReason } from '#shared/schema/words.ts';
import { addressKey } from '../base/email-address.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import {
  deleteSuppression,
  getSuppression,
  type Suppression,
  selectSuppressions,
  upsertSuppression,
} from './suppressions.store.ts';

export { suppressedAmong } from './suppressions.store.ts';

/**
 * An address is never mailed again. Done any number of times it comes to the same; of several reasons the heaviest
 * stays (complained, blocked, bounced, unsubscribed). Even what is no proper address can be suppressed: a server may
 * have refused it. Returns whether anything is different now.
 */
export function suppress(
  db: WriteDb,
  { email, reason, evidence, now }: { email: string; reason: SuppressionReason; evidence: string; now: number },
): boolean {
  return upsertSuppression(db, { emailKey: addressKey(email), email: email.trim(), reason, evidence, createdAt: now });
}

export const isSuppressed = (db: ReadDb, email: string): boolean => suppressionOf(db, email) !== null;

export const suppressionOf = (db: ReadDb, email: string): Suppression | null => getSuppression(db, addressKey(email));

/** Returns false where the address was not suppressed. */
export const liftSuppression = (db: WriteDb, email: string): boolean => deleteSuppression(db, addressKey(email));

export const pageSuppressions = (
  db: ReadDb,
  page: { search: string; offset: number; limit: number },
): { rows: Suppression[]; total: number } => selectSuppressions(db, { ...page, search: page.search.trim() });
