import { type ReadDb, sql } from '../../db/db.ts';

const DAY = 86_400_000;
const SPANS = [7, 30, 90];

/** How many messages a contact got in the last days, and when the last one left. What is uncertain may have arrived. */
export function frequencyOf(
  db: ReadDb,
  { contactId, now }: { contactId: number; now: number },
): { days: { days: number; messages: number }[]; lastAt: number | null } {
  const sent = db
    .all<{ at: number }>(
      sql`/* contacts.frequency */ SELECT attempted_at AS at FROM messages
        WHERE contact_id = ${contactId} AND status IN ('accepted', 'uncertain') AND kind <> 'test' AND attempted_at IS NOT NULL`,
    )
    .map((row) => row.at);
  return {
    days: SPANS.map((days) => ({ days, messages: sent.filter((at) => at > now - days * DAY).length })),
    lastAt: sent.length === 0 ? null : sent.reduce((a, b) => Math.max(a, b)),
  };
}
