import { z } from 'zod';
import { createComponents } from '../http/openapi.ts';

export const components = createComponents();
const named = <Shape extends z.ZodType>(id: string, shape: Shape): Shape => {
  components.add(shape, { id });
  return shape;
};

const time = z.iso.datetime();
const count = z.number().int();
const text = (longest: number) => z.string().trim().min(1).max(longest);
/** A moment as clients write it: with an offset and fractions or without. */
export const moment = z.iso
  .datetime({ offset: true, error: 'is a time such as 2026-05-12T07:30:00Z' })
  .transform((value) => Date.parse(value));

export const failure = named(
  'Error',
  z.object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      request_id: z.string(),
      details: z.array(z.object({ field: z.string(), issue: z.string() })).optional(),
    }),
  }),
);
export const pageShape = <Item extends z.ZodType>(item: Item) =>
  z.object({ data: z.array(item), next_cursor: z.string().nullable(), total_estimate: count });

export const byId = z.object({ id: z.string().max(100) });
export const byListId = z.object({ list_id: z.string().max(100) });

export const me = named(
  'Me',
  z.object({ id: z.string(), workspace_id: z.string(), scopes: z.array(z.string()), key_label: z.string(), created_at: time }),
);

export const senderInput = named(
  'Sender',
  z.object({ email: z.string().trim().min(3).max(320), name: z.string().trim().max(200) }),
);
export const sender = z.object({ id: z.string(), email: z.string(), name: z.string(), status: z.enum(['verified', 'pending']) });

// Lists

export const newList = named(
  'NewList',
  z.object({ name: text(120), double_opt_in: z.boolean().default(true), default_from: senderInput.nullable().optional() }),
);
export const listChange = named(
  'ListChange',
  z.object({
    name: text(120).optional(),
    double_opt_in: z.boolean().optional(),
    default_from: senderInput.nullable().optional(),
  }),
);
export const list = named(
  'List',
  z.object({
    id: z.string(),
    name: z.string(),
    subscribers: count,
    double_opt_in: z.boolean(),
    default_from: z.object({ email: z.string(), name: z.string() }).nullable(),
    created_at: time,
  }),
);
export type List = z.infer<typeof list>;

// Subscribers

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

// Tags

export const newTag = z.object({ name: text(60) });
export const tag = named(
  'Tag',
  z.object({ id: z.string(), name: z.string(), color: z.string().nullable(), subscribers: count, created_at: time }),
);
export type Tag = z.infer<typeof tag>;

// Segments

const filterJson = z.record(z.string(), z.unknown());
export const newSegment = named(
  'NewSegment',
  z.object({ name: text(200), filter: filterJson, list_id: z.string().max(100).nullable().optional() }),
);
export const segmentChange = z.object({
  name: text(200).optional(),
  filter: filterJson.optional(),
  list_id: z.string().max(100).nullable().optional(),
});
export const segment = named(
  'Segment',
  z.object({
    id: z.string(),
    name: z.string(),
    list_id: z.string().nullable(),
    filter: filterJson,
    size: count.nullable(),
    size_computed_at: time.nullable(),
    created_at: time,
    updated_at: time,
  }),
);
export type Segment = z.infer<typeof segment>;

// Blocks and templates

export const wireBlock = z.object({ kind: z.string(), props: z.record(z.string(), z.unknown()) });
export type WireBlock = z.infer<typeof wireBlock>;
const blockInput = z.union([wireBlock, z.object({ block_id: z.string().max(100) })]);
export type BlockInput = z.infer<typeof blockInput>;
const blocksInput = z.array(blockInput).min(1).max(100);
const variableNames = z.array(z.string().regex(/^[A-Za-z_][\w.]{0,63}$/)).max(100);

export const newBlock = z.object({
  kind: z.string().max(40),
  props: z.record(z.string(), z.unknown()),
  name: text(200).optional(),
});
export const blockChange = z.object({
  kind: z.undefined({ error: 'the kind of a block cannot be changed' }).optional(),
  props: z.record(z.string(), z.unknown()).optional(),
  name: text(200).optional(),
});
export const savedBlock = named(
  'Block',
  z.object({
    id: z.string(),
    kind: z.string(),
    name: z.string(),
    props: z.record(z.string(), z.unknown()),
    mjml: z.string(),
    html: z.string(),
    created_at: time,
  }),
);

export const newTemplate = named(
  'NewTemplate',
  z.object({
    name: text(200),
    category: z.string().trim().max(60).default('newsletter'),
    variables: variableNames.optional(),
    blocks: blocksInput,
  }),
);
export const templateChange = z.object({
  name: text(200).optional(),
  category: z.string().trim().max(60).optional(),
  variables: variableNames.optional(),
  blocks: blocksInput.optional(),
});
export const template = named(
  'Template',
  z.object({
    id: z.string(),
    name: z.string(),
    category: z.string(),
    variables: z.array(z.string()),
    blocks: z.array(wireBlock),
    preview_url: z.string(),
    created_at: time,
  }),
);

// Campaigns

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
export const sendAccepted = z.object({
  send_id: z.string(),
  status: z.enum(['scheduled', 'sending', 'sent']),
  scheduled_at: time.nullable(),
  queued_recipients: count,
  /** How the time was chosen, where that was asked for. */
  optimized: z.object({ basis: z.enum(['history', 'default']), opens: count }).optional(),
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

// Sends

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

// Workspace

export const workspaceChange = z.object({
  name: text(200).optional(),
  default_region: z.enum(['eu-de', 'eu-at', 'eu-fi']).optional(),
});
export const workspaceShape = named(
  'Workspace',
  z.object({
    id: z.string(),
    name: z.string(),
    default_region: z.string(),
    plan: z.string(),
    sender_domains: z.array(z.object({ id: z.string(), domain: z.string(), status: z.string(), verified_at: time.nullable() })),
    created_at: time,
  }),
);
const meter = z.object({ used: count, limit: count.nullable() });
export const usage = named(
  'Usage',
  z.object({
    period: z.object({ start: time, end: time }),
    plan: z.string(),
    sends: z.object({ used: count, limit: count.nullable(), remaining: count.nullable() }),
    subscribers: meter,
    storage: z.object({ used_bytes: count, limit_bytes: count.nullable() }),
    imports: z.object({ rows: count }),
    webhook_deliveries: z.object({ succeeded: count, failed: count }),
  }),
);
export const usageQuery = z.object({
  period: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'is a month such as 2026-05')
    .optional(),
});

export const auditQuery = z.object({
  action: z.string().max(100).optional(),
  actor_id: z.string().max(100).optional(),
  since: moment.optional(),
  until: moment.optional(),
});
export const auditEntry = named(
  'AuditEntry',
  z.object({
    id: z.string(),
    at: time,
    actor: z.object({ type: z.string(), id: z.string(), label: z.string() }),
    action: z.string(),
    target: z.object({ type: z.string(), id: z.string() }),
    ip: z.string(),
    request_id: z.string(),
    metadata: z.record(z.string(), z.unknown()),
  }),
);

// Events and webhooks

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
