import { z } from 'zod';
import { count, moment, named, text, time } from './parts.ts';

export const eventShape = named(
  'Event',
  z.object({
    id: z.string(),
    type: z.string(),
    created_at: time,
    campaign_id: z.string().nullable(),
    send_id: z.string().nullable(),
    subscriber_id: z.string().nullable(),
    list_id: z.string().nullable(),
    data: z.record(z.string(), z.unknown()),
  }),
);

const eventNames = z.array(text(60)).min(1).max(50);
const secret = z.string().min(16).max(128);
export const newWebhook = named(
  'NewWebhook',
  z.object({ url: text(2000), events: eventNames, secret: secret.optional(), active: z.boolean().default(true) }),
);
export const webhookChange = z.object({
  url: text(2000).optional(),
  events: eventNames.optional(),
  secret: secret.optional(),
  active: z.boolean().optional(),
});
const webhookFacts = {
  id: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  active: z.boolean(),
  secret_hint: z.string(),
  secret: z.string().optional(),
  created_at: time,
  updated_at: time,
};
export const webhook = named('Webhook', z.object(webhookFacts));
const delivery = named(
  'Delivery',
  z.object({
    id: z.string(),
    event_type: z.string(),
    status: z.enum(['pending', 'succeeded', 'failed']),
    attempts: count,
    response_status: count.nullable(),
    duration_ms: count.nullable(),
    last_error: z.string().nullable(),
    created_at: time,
    delivered_at: time.nullable(),
    replay_of: z.string().nullable(),
  }),
);
export const webhookDetails = z.object({ ...webhookFacts, recent_deliveries: z.array(delivery) });
export const replayInput = z.object({
  since: moment.optional(),
  events: eventNames.optional(),
  failed_only: z.boolean().optional(),
});
export const replayed = z.object({ replayed: count, since: time });
