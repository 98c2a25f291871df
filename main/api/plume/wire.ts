import { z } from 'zod';
import { createComponents } from '../http/openapi.ts';

export const components = createComponents();
const named = <Shape extends z.ZodType>(id: string, shape: Shape): Shape => {
  components.add(shape, { id });
  return shape;
};

const required = (name: string) =>
  z
    .string({ error: `${name} is required` })
    .trim()
    .min(1, `${name} is required`);
const text = (name: string, longest: number) =>
  z.string({ error: `${name} must be a text` }).max(longest, `${name} is longer than ${longest} characters`);
const name = required('name').max(200, 'name is longer than 200 characters');
const dateTime = z.iso.datetime();
const count = z.number().int();

export const failure = named('Error', z.object({ error: z.string() }));
export const nothing = z.undefined();

// Log-in

export const login = z.object({
  email: required('email').max(320),
  password: z.string({ error: 'password is required' }).min(1, 'password is required'),
});
export const loggedIn = z.object({ email: z.string() });
export const me = z.object({ email: z.string(), fullName: z.string(), role: z.string(), workspaceName: z.string() });

// Brands

export const brandInput = named(
  'NewBrand',
  z.object({
    name,
    fromName: text('fromName', 200).default(''),
    fromEmail: text('fromEmail', 320).default(''),
    replyTo: text('replyTo', 320).default(''),
  }),
);
export const brand = named(
  'Brand',
  z.object({
    id: z.string(),
    owner_id: z.string(),
    name: z.string(),
    from_name: z.string(),
    from_email: z.string(),
    reply_to: z.string(),
    created_at: dateTime,
  }),
);
export type Brand = z.infer<typeof brand>;

// Lists

export const newList = named('NewList', z.object({ name, brandId: z.string({ error: 'bad brandId' }).min(1, 'bad brandId') }));
export const listChange = z.object({ name });
export const list = named(
  'List',
  z.object({
    id: z.string(),
    owner_id: z.string(),
    brand_id: z.string().nullable(),
    name: z.string(),
    created_at: dateTime,
    subscriber_count: count,
  }),
);
export type List = z.infer<typeof list>;

export const importCounts = named(
  'ImportResult',
  z.object({
    Imported: count,
    Skipped: count,
    Failed: count,
    imported: count,
    skipped: count,
    failed: count,
    errors: z.array(z.object({ row: count, email: z.string(), reason: z.string() })),
  }),
);
export type ImportCounts = z.infer<typeof importCounts>;
export const consent = z.object({ consent: z.enum(['existing'], { error: 'consent is "existing" or left out' }).optional() });

// Subscribers

/** `subscribed` and `active` are the same thing said twice by the documents. */
export const statusWord = z.enum(['pending', 'active', 'subscribed', 'unsubscribed', 'bounced', 'complained'], {
  error: 'status is one of pending, active, subscribed, unsubscribed, bounced, complained',
});
export type StatusWord = z.infer<typeof statusWord>;
const fields = z.record(z.string().min(1).max(80), z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()]), {
  error: 'fields is an object of texts, numbers and booleans',
});
const subscriberFacts = {
  email: required('email').max(320, 'invalid email address'),
  name: text('name', 400).optional(),
  status: statusWord.optional(),
  fields: fields.optional(),
};
export const nestedSubscriber = named('NewListSubscriber', z.object(subscriberFacts));
export const flatSubscriber = named(
  'NewSubscriber',
  z.object({ ...subscriberFacts, listId: z.string().min(1).optional(), lists: z.array(z.string().min(1)).max(100).optional() }),
);
export const subscriberChange = named(
  'SubscriberChange',
  z.object({
    ...subscriberFacts,
    email: subscriberFacts.email.optional(),
    lists: z.array(z.string().min(1)).min(1).max(100).optional(),
  }),
);
export const statusChange = z.object({ status: z.preprocess((value) => (value === '' ? undefined : value), statusWord) });
export const subscriberQuery = z.object({
  listId: z.string().optional(),
  status: statusWord.optional(),
  email: z.string().max(320).optional(),
  q: z.string().max(200).optional(),
});
export const subscriber = named(
  'Subscriber',
  z.object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    status: z.string(),
    lists: z.array(z.string()),
    list_id: z.string(),
    owner_id: z.string(),
    created_at: dateTime,
    fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  }),
);
export type Subscriber = z.infer<typeof subscriber>;

// Campaigns

const subject = required('subject').max(998, 'subject is longer than 998 characters');
const body = { htmlBody: text('htmlBody', 2_000_000).optional(), plainBody: text('plainBody', 500_000).optional() };
export const newCampaign = named(
  'NewCampaign',
  z.object({ subject, brandId: z.string({ error: 'bad brandId' }).min(1, 'bad brandId'), ...body }),
);
export const campaignChange = named(
  'CampaignChange',
  z.object({ subject, ...body, bodyJson: z.array(z.unknown(), { error: 'bodyJson is an array of blocks' }).max(500).optional() }),
);
export const campaign = named(
  'Campaign',
  z.object({
    id: z.string(),
    owner_id: z.string(),
    brand_id: z.string().nullable(),
    subject: z.string(),
    html_body: z.string(),
    plain_body: z.string(),
    body_json: z.string(),
    status: z.string(),
    scheduled_at: dateTime.nullable(),
    created_at: dateTime,
  }),
);
export type Campaign = z.infer<typeof campaign>;
export const testInput = z.object({ email: z.string().max(320).optional(), to: z.string().max(320).optional() });
export const sent = z.object({ sent: z.literal(true) });
export const sendInput = z.object({ listId: z.string().optional(), segmentId: z.string().optional() });
export const recipients = z.object({ recipients: count });
const figure = z.object({ total: count, unique: count });
export const report = named(
  'Report',
  z.object({
    recipients: count,
    sent: count,
    opens: figure,
    clicks: figure,
    bounces: count,
    complaints: count,
    unsubscribes: count,
    cost: z.number(),
  }),
);
export type Report = z.infer<typeof report>;

// Settings and keys

export const settings = z.object({
  sesConfigured: z.boolean(),
  sesRegion: z.string(),
  aiConfigured: z.boolean(),
  aiModel: z.string(),
});
export const sesInput = z.object({
  accessKeyId: required('accessKeyId').max(128),
  secretAccessKey: required('secretAccessKey').max(1000),
  region: required('region').max(40),
});
export const newKey = z.object({ name: z.string().trim().max(100).default('') }).optional();
export const apiKey = named(
  'ApiKey',
  z.object({
    id: z.string(),
    name: z.string(),
    prefix: z.string(),
    createdAt: z.iso.date(),
    lastUsedAt: z.iso.date().nullable(),
  }),
);
export const createdKey = z.object({ key: apiKey, secret: z.string() });

export const byId = z.object({ id: z.string() });
export const byListId = z.object({ listId: z.string() });
/** Both are optional and by default everything is answered. */
export const window = z.object({
  limit: z.coerce.number().int().min(1).optional(),
  offset: z.coerce.number().int().min(0).default(0),
});
