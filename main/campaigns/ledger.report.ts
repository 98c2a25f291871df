import type { z } from 'zod';
import type { ledgerRow } from '#shared/rpc/sends.ts';
import type { MessageStatus } from '#shared/schema/words.ts';
import { type ReadDb, sql, sqlList } from '../db/db.ts';
import { listMessages } from '../delivery/delivery.ts';

/** A window into a send's ledger, with its people by their public ids. */
export function ledgerPage(
  db: ReadDb,
  page: { sendId: number; status: MessageStatus | undefined; offset: number; limit: number },
): { rows: z.infer<typeof ledgerRow>[]; total: number } {
  const { rows, total } = listMessages(db, page);
  const keys = rows.flatMap((row) => (row.contactId === null ? [] : [row.contactId]));
  const people = new Map(
    db
      .all<{ id: number; public_id: string }>(
        sql`/* ledger.people */ SELECT id, public_id FROM contacts WHERE id IN ${sqlList(keys)}`,
      )
      .map((contact) => [contact.id, contact.public_id]),
  );
  return {
    rows: rows.map(({ sendId, enhancedCode, contactId, ...row }) => ({
      ...row,
      contactId: contactId === null ? null : (people.get(contactId) ?? null),
    })),
    total,
  };
}
