import { z } from 'zod';
import { count, moment, named, text, time } from './parts.ts';

export const statusWord = z.enum(['subscribed', 'unsubscribed', 'bounced', 'pending']);
export type StatusWord = z.infer<typeof statusWord>;
export const fields = z
  .record(
    z.string().regex(/^[A-Za-z0-9_]{1,64}$/, 'names of fields are 1 to 64 letters, digits and low lines'),
    z.union([z.string().max(5000), z.number(), z.boolean(), z.null()]),
  )
  .refine((given) => Object.keys(given).length <= 100, 'at most 100 fields');
export type Fields = z.infer<typeof fields>;
const tags = z.array(text(60)).max(100);
const consentSource = z.string({ error: 'consent_source is required' }).trim().min(1).max(500);
export const newSubscriber = named(
  'NewSubscriber',
  z.object({
    email: z.string({ error: 'email is required' }).trim().min(1).max(320),
    consent_source: consentSource,
    fields: fields.optional(),
    tags: tags.optional(),
  }),
);
export const subscriberChange = named(
  'SubscriberChange',
  z.object({
    email: z.undefined({ error: 'the address of a subscriber cannot be changed' }).optional(),
    fields: fields.optional(),
    tags: tags.optional(),
    status: statusWord.optional(),
    consent_source: consentSource.optional(),
  }),
);
export const unsubscribeInput = z.object({ reason: z.string().max(500).optional() });
export const tagsInput = z.object({ tags: tags.min(1) });
export const subscriberQuery = z.object({
  status: statusWord.optional(),
  tag: z.string().max(100).optional(),
  last_open_before: moment.optional(),
  email: z.string().max(320).optional(),
});
export const subscriber = named(
  'Subscriber',
  z.object({
    id: z.string(),
    list_id: z.string(),
    email: z.string(),
    status: statusWord,
    fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    tags: z.array(z.string()),
    consent_at: time.nullable(),
    consent_source: z.string(),
    last_open_at: time.nullable(),
    last_click_at: time.nullable(),
    created_at: time,
    updated_at: time,
    unsubscribed_at: time.nullable(),
  }),
);
export type Subscriber = z.infer<typeof subscriber>;

export const importQuery = z.object({
  consent_source: z.string().trim().max(500).optional(),
  mode: z.enum(['skip', 'upsert']).default('skip'),
});
export const importBody = z.object({
  subscribers: z.array(
    z.object({
      email: z.string().max(1000),
      fields: fields.optional(),
      tags: tags.optional(),
      consent_source: z.string().max(500).optional(),
      status: z.string().max(40).optional(),
    }),
  ),
  consent_source: z.string().trim().max(500).optional(),
  mode: z.enum(['skip', 'upsert']).optional(),
});
export const job = named(
  'Job',
  z.object({
    id: z.string(),
    job_id: z.string(),
    object: z.literal('job'),
    type: z.literal('import'),
    list_id: z.string().nullable(),
    status: z.enum(['queued', 'running', 'completed', 'failed', 'cancelled']),
    total: count,
    processed: count,
    created: count,
    updated: count,
    skipped: count,
    failed: count,
    progress: count,
    errors: z.array(z.object({ row: count, email: z.string(), code: z.string(), message: z.string() })),
    created_at: time,
    started_at: time,
    completed_at: time.nullable(),
  }),
);
export type Job = z.infer<typeof job>;
