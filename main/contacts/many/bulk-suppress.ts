import { z } from 'zod';
import { suppressionReason } from '#shared/schema/words.ts';
import type { WriteDb } from '../../db/db.ts';
import { addressesOf } from '../people/values.store.ts';
import { deleteSuppression, getSuppression, putSuppression, suppressionsOf } from '../suppressions/suppressions.store.ts';
import { suppress } from '../suppressions/suppressions.ts';

const stored = z.object({
  emailKey: z.string(),
  email: z.string(),
  reason: suppressionReason,
  evidence: z.string(),
  createdAt: z.number(),
  messageId: z.number().nullable(),
  importId: z.number().nullable(),
});

/** Which addresses came to be suppressed, and what others were suppressed for before. */
export const suppressionsImage = z.object({
  added: z.array(z.string()),
  raised: z.array(stored),
  evidence: z.string(),
  at: z.number(),
});
type SuppressionsImage = z.infer<typeof suppressionsImage>;

/** Suppresses the addresses of contacts; null where all of them were, for as heavy a reason. */
export function suppressContacts(
  db: WriteDb,
  { ids, evidence, now }: { ids: readonly number[]; evidence: string; now: number },
): SuppressionsImage | null {
  const people = addressesOf(db, ids);
  const before = new Map(
    suppressionsOf(
      db,
      people.map((person) => person.key),
    ).map((row) => [row.emailKey, row]),
  );
  const image: SuppressionsImage = { added: [], raised: [], evidence, at: now };
  for (const { email, key } of people) {
    if (!suppress(db, { email, reason: 'blocked', evidence, now })) continue;
    const known = before.get(key);
    if (known) image.raised.push(known);
    else image.added.push(key);
  }
  return image.added.length + image.raised.length === 0 ? null : image;
}

/** Returns how many are as before. What was decided about an address since stays. */
export function unsuppress(db: WriteDb, { added, raised, evidence, at }: SuppressionsImage): number {
  const ours = (key: string) => {
    const now = getSuppression(db, key);
    return now?.reason === 'blocked' && now.evidence === evidence ? now : null;
  };
  const lifted = added.filter((key) => ours(key)?.createdAt === at && deleteSuppression(db, key)).length;
  const back = raised.filter((row) => ours(row.emailKey));
  for (const row of back) putSuppression(db, row);
  return lifted + back.length;
}

/** Lifts what a deletion suppressed, unless something else was said about the address since. */
export function liftAgain(db: WriteDb, { keys, at }: { keys: readonly string[]; at: number }): void {
  for (const key of keys) {
    const now = getSuppression(db, key);
    if (now?.reason === 'unsubscribed' && now.createdAt === at) deleteSuppression(db, key);
  }
}
