import { type ReadDb, sql, type WriteDb } from '../db/db.ts';

/** Whether webhooks of this workspace may be in private networks at all; each still has to be allowed it itself. */
export const mayBePrivate = (db: ReadDb): boolean =>
  db.value<number>(sql`/* webhooks.may-be-private */ SELECT may_be_private FROM webhook_settings`) === 1;

export const setMayBePrivate = (db: WriteDb, on: boolean): void =>
  void db.run(sql`/* webhooks.set-may-be-private */ UPDATE webhook_settings SET may_be_private = ${on}`);
