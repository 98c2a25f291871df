import { z } from 'zod';
import { count, id, none, time, withId } from '../schema/shapes.ts';
import { dialect } from '../schema/words.ts';
import { call } from './contract.ts';

const webhookEndpoint = z.object({
  id,
  dialect,
  url: z.string(),
  events: z.array(z.string()),
  enabled: z.boolean(),
  allowPrivate: z.boolean(),
  /** Why it is called no more although it is enabled; empty for one that is. */
  paused: z.string(),
  failures: count,
  /** The secret's last characters. */
  secretHint: z.string(),
  createdAt: time,
});
export type WebhookEndpoint = z.infer<typeof webhookEndpoint>;

const deliveryStatus = z.enum(['pending', 'succeeded', 'failed']);

export const webhookDelivery = z.object({
  id,
  type: z.string(),
  status: deliveryStatus,
  attempts: count,
  createdAt: time,
  triedAt: time.nullable(),
  /** When it is tried next, of one that waits. */
  dueAt: time.nullable(),
  durationMs: count.nullable(),
  responseStatus: z.number().int().nullable(),
  error: z.string(),
  replayOf: z.string().nullable(),
});
export type WebhookDelivery = z.infer<typeof webhookDelivery>;

const events = z.array(z.string().max(100)).min(1).max(100);
const url = z.string().trim().min(1).max(2_000);

export const webhooksRpc = {
  /** Newest first. */
  all: call(none, z.array(webhookEndpoint)),
  /** Which APIs have webhooks, and what they call their events. */
  types: call(none, z.array(z.object({ dialect, types: z.array(z.string()) }))),
  /** What holds for all of them: whether any may be in a private network. */
  settings: call(none, z.object({ mayBePrivate: z.boolean() })),
  setSettings: call(z.object({ mayBePrivate: z.boolean() }), none),
  /** `secret` is shown this once. */
  create: call(
    z.object({ dialect, url, events, allowPrivate: z.boolean().default(false) }),
    z.object({ id, secret: z.string() }),
  ),
  change: call(
    z.object({
      id,
      url: url.optional(),
      events: events.optional(),
      enabled: z.boolean().optional(),
      allowPrivate: z.boolean().optional(),
    }),
    none,
  ),
  remove: call(withId, none),
  /** Calls a paused one again. */
  resume: call(withId, none),
  /** Newest first; `before` is the `next` of the page before. */
  deliveries: call(
    z.object({
      id,
      status: deliveryStatus.nullable().default(null),
      before: count.nullable().default(null),
      limit: z.number().int().min(1).max(100).default(50),
    }),
    z.object({ rows: z.array(webhookDelivery), next: count.nullable() }),
  ),
  /** What was said, without secrets, and how it was answered. */
  delivery: call(withId, webhookDelivery.extend({ url: z.string(), body: z.string(), responseBody: z.string() })),
  replay: call(z.object({ id, failedOnly: z.boolean().default(false) }), z.object({ replayed: count })),
  replayOne: call(withId, withId),
};
