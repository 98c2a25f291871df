import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WriteDb } from '../../db/db.ts';
import { forgetInInbox, lastOfInbox } from './forget-mail.store.ts';

const AT_ONCE = 2000;

/** Takes what the test inbox holds for an address, a part at a time. */
export async function forgetMail(db: WriteDb, email: string): Promise<void> {
  const last = lastOfInbox(db);
  for (let after = 0; after < last; after += AT_ONCE) {
    forgetInInbox(db, { email, after, upTo: after + AT_ONCE });
    await nextTurn();
  }
}
