import type { SuppressionReason } from '#shared/schema/words.ts';
import { addressKey } from '../../base/email-address.ts';
import type { ReadDb, WriteDb } from '../../db/db.ts';
import { forgetErased, isErased } from '../erasing/erased.ts';
import { coveringKeys, isDomainKey } from './suppressed-domain.ts';
import {
  deleteSuppression,
  getSuppression,
  hasSuppressedDomains,
  type Suppression,
  suppressionsOf,
  upsertSuppression,
} from './suppressions.store.ts';

type Suppressing = {
  /** An address, or a domain with @ before it. */
  email: string;
  reason: SuppressionReason;
  evidence: string;
  /** What it rests on, where that is here: the message that came back, the import whose file said so. */
  messageId?: number | null;
  importId?: number | null;
  now: number;
};

/**
 * An address is never mailed again. Done any number of times it comes to the same; of several reasons the heaviest
 * stays (complained, blocked, bounced, unsubscribed). Even what is no proper address can be suppressed: a server may
 * have refused it. Returns whether anything is different now.
 */
export function suppress(db: WriteDb, { email, reason, evidence, messageId = null, importId = null, now }: Suppressing): boolean {
  const emailKey = addressKey(email);
  return upsertSuppression(db, { emailKey, email: email.trim(), reason, evidence, createdAt: now, messageId, importId });
}

/** Also who was erased and is known by a hash alone. */
export const isSuppressed = (db: ReadDb, email: string): boolean => suppressionOf(db, email) !== null || isErased(db, email);

/** Why an address is not mailed: its own suppression, or else that of its domain or of one above it. */
export function suppressionOf(db: ReadDb, email: string): Suppression | null {
  const own = getSuppression(db, addressKey(email));
  if (own || !hasSuppressedDomains(db)) return own;
  const [, ...domains] = coveringKeys(email);
  return suppressionsOf(db, domains)[0] ?? null;
}

/** What suppresses these keys, by the key: their own suppression, or else that of their domain or of one above it. */
export function suppressionsFor(db: ReadDb, keys: readonly string[]): Map<string, Suppression> {
  const found = new Map<string, Suppression>(suppressionsOf(db, keys).map((row) => [row.emailKey, row]));
  const open = keys.filter((key) => !found.has(key));
  for (const [key, domain] of domainSuppressionsFor(db, open)) found.set(key, domain);
  return found;
}

/** What suppresses these keys by their domain or one above it, whatever is said of the addresses themselves. */
export function domainSuppressionsFor(db: ReadDb, keys: readonly string[]): Map<string, Suppression> {
  if (!hasSuppressedDomains(db)) return new Map();
  const covering = keys.map((key) => ({ key, above: coveringKeys(key).slice(1) }));
  const rows = suppressionsOf(db, [...new Set(covering.flatMap(({ above }) => above))]);
  const domains = new Map(rows.map((row) => [row.emailKey, row]));
  return new Map(
    covering.flatMap(({ key, above }): [string, Suppression][] => {
      const domain = above.map((one) => domains.get(one)).find((row) => row !== undefined);
      return domain ? [[key, domain]] : [];
    }),
  );
}

/** Those of the keys that are suppressed, by themselves or by their domain. */
export const suppressedAmong = (db: ReadDb, keys: readonly string[]): Set<string> => new Set(suppressionsFor(db, keys).keys());

/** Returns false where the address, or the domain with @ before it, was not suppressed. */
export function liftSuppression(db: WriteDb, email: string): boolean {
  if (isDomainKey(email.trim())) return deleteSuppression(db, email.trim().toLowerCase());
  forgetErased(db, email);
  return deleteSuppression(db, addressKey(email));
}
