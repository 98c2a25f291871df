import { z } from 'zod';

/** The closed words of the product, each list spelled here and nowhere else. docs/architecture.md says what they mean. */
export const membershipStatus = z.enum(['pending', 'subscribed', 'unsubscribed']);
export type MembershipStatus = z.infer<typeof membershipStatus>;

export const consentMethod = z.enum(['import', 'form', 'api', 'manual']);
export type ConsentMethod = z.infer<typeof consentMethod>;

export const suppressionReason = z.enum(['unsubscribed', 'bounced', 'complained', 'blocked']);
export type SuppressionReason = z.infer<typeof suppressionReason>;

export const fieldType = z.enum(['text', 'number', 'boolean', 'date', 'choice']);
export type FieldType = z.infer<typeof fieldType>;

/** Colours of tags, each a name of the theme. */
export const tagColor = z.enum(['gray', 'rust', 'amber', 'green', 'teal', 'blue', 'violet', 'rose']);
export type TagColor = z.infer<typeof tagColor>;

export const messageStatus = z.enum([
  'pending',
  'claimed',
  'attempting',
  'accepted',
  'refused',
  'deferred',
  'uncertain',
  'skipped',
]);
export type MessageStatus = z.infer<typeof messageStatus>;

export const messageKind = z.enum(['campaign', 'test', 'confirmation', 'automation', 'transactional']);
export type MessageKind = z.infer<typeof messageKind>;

export const sendState = z.enum(['sending', 'paused', 'cancelled', 'finished']);
export type SendState = z.infer<typeof sendState>;

export const campaignStatus = z.enum(['draft', 'scheduled', 'sending', 'paused', 'cancelled', 'sent']);
export type CampaignStatus = z.infer<typeof campaignStatus>;

export const transportKind = z.enum(['smtp', 'ses', 'inbox']);
export type TransportKind = z.infer<typeof transportKind>;

const eventName = z.enum(['accepted', 'bounced', 'complained', 'opened', 'clicked', 'unsubscribed', 'subscribed']);
export type EventName = z.infer<typeof eventName>;

export const dialect = z.enum(['plume', 'plunk', 'plunk-classic', 'pulsemail', 'emailflow']);
export type Dialect = z.infer<typeof dialect>;

export const scope = z.enum(['read', 'write', 'send', 'admin']);
export type Scope = z.infer<typeof scope>;
