import { DomainError, invalid } from '../../base/errors.ts';
import { emailKey } from '../../contacts/contacts.ts';
import { requireBrand } from '../../content/content.ts';
import type { ReadDb } from '../../db/db.ts';

/** The address as this dialect keeps it: trimmed and lower-cased. */
export function demandAddress(text: string): string {
  const checked = emailKey(text);
  if (!checked.ok) throw invalid('subscribers.email', 'invalid email address', { email: checked.reason });
  return checked.email.toLowerCase();
}

/** A brand that the body of a request names; unlike one in a path it makes the body wrong. */
export function demandBrand(db: ReadDb, id: string): void {
  try {
    requireBrand(db, id);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw invalid('brands.not-found', 'brand not found', { brandId: 'not found' });
  }
}
