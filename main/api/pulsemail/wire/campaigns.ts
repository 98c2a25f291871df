import { z } from 'zod';
import { blocksInput, wireBlock } from './designs.ts';
import { senderInput } from './lists.ts';
import { count, moment, named, text, time } from './parts.ts';

const variables = z.record(z.string().max(64), z.union([z.string().max(5000), z.number(), z.boolean()]));
const subject = text(300);
export const newCampaign = named(
  'NewCampaign',
  z.object({
    list_id: z.string().max(100).nullable().optional(),
    segment_id: z.string().max(100).nullable().optional(),
    subject,
    preheader: z.string().max(300).optional(),
    name: text(200).optional(),
    from: senderInput.optional(),
    template_id: z.string().max(100).nullable().optional(),
    blocks: blocksInput.optional(),
    variables: variables.optional(),
  }),
);
export const campaignChange = z.object({ ...newCampaign.shape, subject: subject.optional() });
const campaignSummary = z.object({ sent: count, opens: count, clicks: count });
export const campaignStatusWord = z.enum(['draft', 'scheduled', 'sending', 'sent', 'cancelled']);
export const campaign = named(
  'Campaign',
  z.object({
    id: z.string(),
    name: z.string(),
    subject: z.string(),
    preheader: z.string(),
    from: z.object({ email: z.string(), name: z.string() }).nullable(),
    list_id: z.string().nullable(),
    segment_id: z.string().nullable(),
    template_id: z.string().nullable(),
    blocks: z.array(wireBlock),
    variables,
    status: campaignStatusWord,
    send_id: z.string().nullable(),
    scheduled_at: time.nullable(),
    sent_at: time.nullable(),
    created_at: time,
    analytics: campaignSummary.nullable(),
  }),
);
export type Campaign = z.infer<typeof campaign>;
export const sendInput = z.object({ send_at: moment.nullable().optional(), optimize: z.boolean().optional() });
const optimized = z.object({
  basis: z.enum(['history', 'default']),
  /** Of how many their own hour is known. */
  opens: count,
  /** How many get it at their own hour, at the one that most of the others have, and at the usual one. */
  counts: z.object({ history: count, list: count, default: count }),
});
export type Optimized = z.infer<typeof optimized>;
export const sendAccepted = z.object({
  send_id: z.string(),
  status: z.enum(['scheduled', 'sending', 'sent']),
  scheduled_at: time.nullable(),
  queued_recipients: count,
  /** How the time was chosen, where that was asked for. */
  optimized: optimized.optional(),
});
const rate = z.number();
export const analytics = named(
  'Analytics',
  z.object({
    campaign_id: z.string(),
    generated_at: time,
    tracked: z.boolean(),
    totals: z.object({
      recipients: count,
      sent: count,
      delivered: count,
      bounced: count,
      unsubscribed: count,
      complained: count,
    }),
    opens: z.object({ total: count, unique: count, rate, first_at: time.nullable(), last_at: time.nullable() }),
    clicks: z.object({
      total: count,
      unique: count,
      rate,
      click_to_open_rate: rate,
      links: z.array(z.object({ url: z.string(), total: count, unique: count })),
    }),
    geo: z.array(z.object({ country: z.string(), opens: count, clicks: count })),
    devices: z.object({ desktop: count, mobile: count, tablet: count, bot: count, unknown: count }),
    clients: z.array(z.object({ name: z.string(), opens: count })),
    heatmap: z.array(z.array(count)),
    tags: z.array(z.object({ tag: z.string(), recipients: count, opens: count, clicks: count })),
  }),
);
