import { type ReadDb, sql, type WriteDb } from '../../db/db.ts';

/** Whose messages are meant: a contact's, and those to the address that belong to no contact. */
export type Forgotten = { contactId: number; emailKey: string };

export const messagesOfPerson = (db: ReadDb, { contactId, emailKey }: Forgotten): { id: number; status: string }[] =>
  db.all(
    sql`/* ledger.of-person */ SELECT id, status FROM messages WHERE contact_id = ${contactId}
      UNION SELECT id, status FROM messages WHERE contact_id IS NULL AND email_key = ${emailKey}`,
  );

const among = (ids: readonly number[]) => sql`IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;

/** The rows stay, for the counts of campaigns, but say nothing about anybody. What had not left never leaves. */
export function anonymise(db: WriteDb, { ids, now }: { ids: readonly number[]; now: number }): void {
  db.run(sql`/* ledger.forget-evidence */ DELETE FROM evidence WHERE message_id ${among(ids)}`);
  db.run(sql`/* ledger.forget-transcripts */ DELETE FROM transcripts WHERE message_id ${among(ids)}`);
  db.run(
    sql`/* ledger.forget-waiting */ UPDATE messages SET status = 'skipped', reason = 'erased', settled_at = ${now}
      WHERE id ${among(ids)} AND status IN ('pending', 'claimed', 'deferred')`,
  );
  db.run(
    sql`/* ledger.forget */ UPDATE messages SET contact_id = NULL, email = '', email_key = '', reply = '', content = NULL
      WHERE id ${among(ids)}`,
  );
}
