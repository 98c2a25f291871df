import type { CampaignStatus, SendState } from '#shared/schema/words.ts';

/** The stored facts that a campaign's status follows from. `send` is the state of its latest send. */
type StatusFacts = { scheduledAt: number | null; send: SendState | null };

/** The status of a campaign; it is derived here and stored nowhere. */
export function statusOf({ scheduledAt, send }: StatusFacts): CampaignStatus {
  switch (send) {
    case null:
      return scheduledAt === null ? 'draft' : 'scheduled';
    case 'finished':
      return 'sent';
    case 'sending':
    case 'paused':
    case 'cancelled':
      return send;
    default:
      return send satisfies never;
  }
}
