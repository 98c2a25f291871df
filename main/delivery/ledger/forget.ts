import { conflict } from '../../base/errors.ts';
import type { ReadDb, WriteDb } from '../../db/db.ts';
import { anonymise, type Forgotten, messagesOfPerson } from './forget.store.ts';

/** How many messages a person's erasure is about. */
export const countForgettable = (db: ReadDb, person: Forgotten): number => messagesOfPerson(db, person).length;

/**
 * Takes a person out of the ledger: addresses, replies, dialogues, evidence. The rows stay without a name, so that the
 * counts of campaigns stay true. Refused while a message to them is in the air: its outcome would come back to a row
 * that nobody knows.
 */
export function forgetPerson(db: WriteDb, { now, ...person }: Forgotten & { now: number }): number[] {
  return db.transaction(() => {
    const messages = messagesOfPerson(db, person);
    if (messages.some(({ status }) => status === 'attempting'))
      throw conflict('delivery.in-the-air', 'A message to them is being sent right now. Try again in a moment.');
    const ids = messages.map(({ id }) => id);
    anonymise(db, { ids, now });
    return ids;
  });
}
