import { z } from 'zod';
import { count, named, time } from './parts.ts';

export const sendStatusWord = z.enum(['scheduled', 'sending', 'sent', 'cancelled', 'failed']);
export const sendShape = named(
  'Send',
  z.object({
    id: z.string(),
    campaign_id: z.string(),
    status: sendStatusWord,
    scheduled_at: time.nullable(),
    started_at: time.nullable(),
    completed_at: time.nullable(),
    counts: z.record(z.string(), count),
    progress: count,
    warnings: z.array(z.string()),
    created_at: time,
  }),
);
export const recipientStatus = z.enum([
  'queued',
  'sent',
  'delivered',
  'opened',
  'clicked',
  'bounced',
  'complained',
  'unsubscribed',
  'failed',
  'cancelled',
]);
export const recipient = named(
  'Recipient',
  z.object({
    subscriber_id: z.string().nullable(),
    email: z.string(),
    status: recipientStatus,
    sent_at: time.nullable(),
    delivered_at: time.nullable(),
    opened_at: time.nullable(),
    clicked_at: time.nullable(),
    bounce: z.object({ type: z.string(), reason: z.string() }).nullable(),
  }),
);
