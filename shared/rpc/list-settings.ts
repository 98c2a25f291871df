import { z } from 'zod';
import { count, id, none, withId } from '../schema/shapes.ts';
import { call } from './contract.ts';

const words = { confirmSubject: z.string().trim().max(200), confirmText: z.string().trim().max(5_000) };
const shown = {
  /** What recipients read instead of the list's name; empty for the name itself. */
  publicName: z.string().trim().max(200),
  /** On no page that recipients see. */
  internal: z.boolean(),
  /** Who is added is pending until they confirm by a link in a mail. */
  doubleOptIn: z.boolean(),
};

/** Why confirmation mails cannot be sent; null where they can. */
const confirmationTrouble = z.enum(['no-address', 'no-sender', 'no-account', 'account-refuses']);
export type ConfirmationTrouble = z.infer<typeof confirmationTrouble>;

const listSettings = z.object({
  ...shown,
  ...words,
  name: z.string(),
  trouble: confirmationTrouble.nullable(),
  /** Whom the mails are from; empty where there is no sender yet. */
  sender: z.string(),
});
export type ListSettings = z.infer<typeof listSettings>;

const canAsk = z.object({
  pending: count,
  asked: count,
  suppressed: count,
  'too-soon': count,
  'too-often': count,
  /** Null where the mails can be sent; `not-asking` where the list asks nobody. */
  trouble: z.union([confirmationTrouble, z.literal('not-asking')]).nullable(),
});
export type CanAsk = z.infer<typeof canAsk>;

/** How a list appears to the people in it, and how they come into it. */
export const listSettingsRpc = {
  get: call(withId, listSettings),
  change: call(withId.extend(z.object({ ...shown, ...words }).partial().shape), none),
  /** The confirmation mail with such words, and what is wrong with them. */
  preview: call(
    z.object({ id, publicName: shown.publicName, ...words }),
    z.object({ subject: z.string(), html: z.string(), problem: z.string().nullable() }),
  ),
  /** Of the pending people of a list how many would be asked once more, how many would not and why, and what is in the way. */
  canAsk: call(withId, canAsk),
  /** Asks all of them whom one may; a bulk edit that goes on by itself. */
  askAll: call(withId, withId),
  /** Asks a pending person once more, as often as people may be asked. */
  ask: call(
    z.object({ listId: id, contactId: id }),
    z.object({ result: z.enum(['asked', 'no-address', 'not-asking', 'not-pending', 'suppressed', 'too-soon', 'too-often']) }),
  ),
};
