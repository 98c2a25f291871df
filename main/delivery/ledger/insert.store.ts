import type { MessageKind, MessageStatus } from '#shared/schema/words.ts';
import { sql, type WriteDb } from '../../db/db.ts';

/**
 * Messages of one send that begin alike, to people who are still among the contacts; returns how many that were. The id of
 * somebody who was deleted since may have gone to somebody new, who is not meant.
 */
export const insertFrozen = (
  db: WriteDb,
  added: {
    sendId: number;
    transportId: number;
    contactIds: readonly number[];
    status: MessageStatus;
    reason: string;
    dueAt: number;
    settledAt: number | null;
    launchedAt: number;
    now: number;
  },
): number =>
  db.run(sql`/* ledger.insertFrozen */
    INSERT INTO messages (send_id, transport_id, kind, contact_id, email, email_key, status, reason, settled_at, due_at, created_at)
    SELECT ${added.sendId}, ${added.transportId}, 'campaign', c.id, c.email, c.email_key, ${added.status}, ${added.reason},
      ${added.settledAt}, ${added.dueAt}, ${added.launchedAt}
    FROM json_each(${JSON.stringify(added.contactIds)}) AS frozen CROSS JOIN contacts c ON c.id = frozen.value
    WHERE NOT (c.created_at > ${added.launchedAt} AND c.created_at <= ${added.now})`).changes;

export type NewMessage = {
  transportId: number;
  kind: Exclude<MessageKind, 'campaign'>;
  contactId: number | null;
  email: string;
  emailKey: string;
  content: unknown;
  now: number;
};

export const insertMessage = (db: WriteDb, message: NewMessage): number =>
  db.run(sql`/* ledger.insert */
    INSERT INTO messages (transport_id, kind, contact_id, email, email_key, status, content, created_at)
    VALUES (${message.transportId}, ${message.kind}, ${message.contactId}, ${message.email}, ${message.emailKey},
      'pending', ${JSON.stringify(message.content)}, ${message.now})`).lastId;

/** Single messages that wait are not sent from here. */
export const skipSingles = (db: WriteDb, now: number): void =>
  void db.run(sql`/* ledger.skipSingles */
    UPDATE messages SET status = 'skipped', reason = 'copied', settled_at = ${now}
    WHERE send_id IS NULL AND status IN ('pending', 'claimed', 'deferred')`);
