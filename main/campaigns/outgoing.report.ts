import { z } from 'zod';
import { sendState } from '#shared/schema/words.ts';
import { type ReadDb, sql } from '../db/db.ts';
import { countByStatus, openMessages } from '../delivery/delivery.ts';

/** Something that goes out or will, as it is told outside of a window. */
export type Outgoing = {
  campaignId: string;
  sendId: string | null;
  name: string;
  state: 'sending' | 'paused' | 'scheduled';
  /** Why it is paused; empty when a person paused it. */
  reason: string;
  done: number;
  recipients: number;
  scheduledAt: number | null;
};

const row = z.object({
  campaignId: z.string(),
  sendId: z.string().nullable(),
  name: z.string(),
  state: sendState.nullable(),
  reason: z.string(),
  recipients: z.number(),
  scheduledAt: z.number().nullable(),
  id: z.number().nullable(),
});

/** What is on its way, held, or waits for its time. */
export const outgoing = (db: ReadDb): Outgoing[] =>
  db
    .all(sql`/* outgoing.all */ SELECT c.public_id AS campaignId, s.public_id AS sendId, c.name, s.state, s.id,
        coalesce(s.pause_reason, '') AS reason, coalesce(s.recipients, 0) AS recipients, c.scheduled_at AS scheduledAt
      FROM campaigns c LEFT JOIN sends s ON s.id = (SELECT max(id) FROM sends WHERE campaign_id = c.id)
      WHERE s.state IN ('sending', 'paused') OR (s.id IS NULL AND c.scheduled_at IS NOT NULL) ORDER BY s.id IS NULL, c.id`)
    .map((found) => {
      const { id, state, ...facts } = row.parse(found);
      const open = id === null ? 0 : openMessages(countByStatus(db, id));
      const is = state === 'sending' || state === 'paused' ? state : ('scheduled' as const);
      return { ...facts, state: is, done: Math.max(facts.recipients - open, 0) };
    });

/** How a send ended, for who does not look at it. */
export type Ended = { campaignId: string; name: string; accepted: number; refused: number; uncertain: number };

export function endedSend(db: ReadDb, sendId: number): Ended | null {
  const facts = db.get<{ campaignId: string; name: string }>(sql`/* outgoing.ended */
    SELECT c.public_id AS campaignId, c.name FROM sends s JOIN campaigns c ON c.id = s.campaign_id WHERE s.id = ${sendId}`);
  if (!facts) return null;
  const { accepted, refused, uncertain } = countByStatus(db, sendId);
  return { ...facts, accepted, refused, uncertain };
}
