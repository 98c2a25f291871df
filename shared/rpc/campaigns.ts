import { z } from 'zod';
import { document } from '../content/document.ts';
import { later, manner, plan, wave, waved } from '../schema/plan.ts';
import { count, email, id, none, time, window, withId } from '../schema/shapes.ts';
import { campaignStatus, messageStatus } from '../schema/words.ts';
import { call } from './contract.ts';
import { progress } from './sends.ts';

/** Not more than so many messages to the same person in so many hours. */
export const frequencyCap = z.object({
  messages: z.number().int().min(1).max(100),
  hours: z
    .number()
    .int()
    .min(1)
    .max(24 * 365),
});
export type FrequencyCap = z.infer<typeof frequencyCap>;
export const frequencyChoice = z.union([z.enum(['workspace', 'none']), frequencyCap]);
export type FrequencyChoice = z.infer<typeof frequencyChoice>;

/** Who is meant: everyone, or the subscribed people of these lists, the people with these tags and in these segments; without those in the excluded lists and segments. */
export const audience = z.object({
  everyone: z.boolean().default(false),
  listIds: z.array(id).default([]),
  tagIds: z.array(id).default([]),
  segmentIds: z.array(id).default([]),
  excludedListIds: z.array(id).default([]),
  excludedSegmentIds: z.array(id).default([]),
  /** Whether who was mailed lately is left out: as the workspace says unless it is said here. */
  frequency: frequencyChoice.optional(),
});
export type Audience = z.infer<typeof audience>;

export const audienceCount = z.object({
  recipients: count,
  /** Who is left out and why; the numbers do not overlap. */
  skipped: z.object({
    suppressed: count,
    unsubscribed: count,
    pending: count,
    excluded: count,
    /** Mailed as often already as the frequency cap allows; missing where nobody was. */
    recent: count.optional(),
  }),
});

const campaignRow = z.object({
  id,
  name: z.string(),
  subject: z.string(),
  status: campaignStatus,
  recipients: count,
  accepted: count,
  clicked: count,
  unsubscribed: count,
  uncertain: count,
  /** Whether clicks could be counted; of a draft nobody knows yet. */
  tracked: z.boolean(),
  scheduledAt: time.nullable(),
  sentAt: time.nullable(),
  updatedAt: time,
  archived: z.boolean(),
});
export type CampaignRow = z.infer<typeof campaignRow>;

const campaign = z.object({
  id,
  name: z.string(),
  status: campaignStatus,
  brandId: id.nullable(),
  transportId: id.nullable(),
  subject: z.string(),
  preheader: z.string(),
  document,
  audience,
  trackOpens: z.boolean(),
  trackClicks: z.boolean(),
  revision: z.number().int(),
  testedRevision: z.number().int(),
  scheduledAt: time.nullable(),
  /** When and how it goes out, as it was scheduled last; null where that was a moment, or never. */
  plan: plan.nullable(),
  /** When it was due and nothing ran that could have sent it. */
  missedAt: time.nullable(),
  /** What a person has to know about it: why it was not sent at its time. Mostly empty. */
  note: z.string(),
  createdAt: time,
  updatedAt: time,
});
export type Campaign = z.infer<typeof campaign>;

/** One thing that the review found; `place` is where it is mended. */
const finding = z.object({
  level: z.enum(['blocker', 'warning', 'hint', 'fine']),
  text: z.string(),
  detail: z.string(),
  place: z.enum(['audience', 'design', 'subject', 'brand', 'transport', 'settings', 'domain', 'test']).nullable(),
  blockId: z.string().nullable(),
});
export type Finding = z.infer<typeof finding>;

const review = z.object({
  audience: audienceCount,
  findings: z.array(finding),
  canSend: z.boolean(),
  msToSend: z.number().nullable(),
  transportName: z.string(),
});
export type Review = z.infer<typeof review>;

const waves = z.object({
  waves: z.array(wave.extend({ zones: z.array(z.string()) })),
  /** People of whom it is known where they are, or when they look at mail. */
  known: count,
  /** Of the others, who get it by the sender's zone, or when most do. Everybody, where too few are known to learn from. */
  unknown: count,
  /** People for whom that time is over. */
  late: count,
});
export type Waves = z.infer<typeof waves>;

/** A file that goes out with a campaign. */
const attachment = z.object({ id, fileName: z.string(), type: z.string(), bytes: count });
export type Attachment = z.infer<typeof attachment>;

const reportLink = z.object({ url: z.string(), clicks: count, people: count });
const report = z.object({
  status: campaignStatus,
  progress: progress.nullable(),
  recipients: count,
  accepted: count,
  refused: count,
  deferred: count,
  uncertain: count,
  skipped: count,
  pending: count,
  opens: z.object({ total: count, people: count }),
  clicks: z.object({ total: count, people: count }),
  unsubscribes: count,
  /** Accepted, and then returned for good. */
  bouncedLater: count,
  complaints: count,
  /** Whether opens and clicks could be counted at all. */
  tracked: z.boolean(),
  links: z.array(reportLink),
  skippedReasons: z.array(z.object({ reason: z.string(), count })),
  refusals: z.array(z.object({ reply: z.string(), count })),
  domains: z.array(z.object({ domain: z.string(), recipients: count, accepted: count })),
  /** Clicks since the start, summed up, in equal steps. */
  clicksOverTime: z.array(z.object({ at: time, clicks: count })),
});
export type Report = z.infer<typeof report>;

export const campaignsRpc = {
  page: call(
    window.extend({
      status: campaignStatus.optional(),
      search: z.string().max(200).default(''),
      archived: z.boolean().default(false),
    }),
    z.object({ rows: z.array(campaignRow), total: count, byStatus: z.record(z.string(), count) }),
  ),
  get: call(withId, campaign),
  create: call(
    z.object({ name: z.string().trim().min(1).max(200).default('Untitled campaign'), templateId: id.optional() }),
    withId,
  ),
  /** Saves what is given. `revision` is the one that was read; another one meanwhile is a conflict. */
  change: call(
    withId.extend({
      revision: z.number().int(),
      name: z.string().trim().min(1).max(200).optional(),
      brandId: id.nullable().optional(),
      transportId: id.nullable().optional(),
      subject: z.string().max(998).optional(),
      preheader: z.string().max(998).optional(),
      document: document.optional(),
      audience: audience.optional(),
      trackOpens: z.boolean().optional(),
      trackClicks: z.boolean().optional(),
    }),
    z.object({ revision: z.number().int(), updatedAt: time }),
  ),
  duplicate: call(withId, withId),
  archive: call(withId.extend({ archived: z.boolean() }), none),
  remove: call(withId, none),
  attachments: call(withId, z.array(attachment)),
  /** Adds a file to a draft; `data` is base64. All of them together may have 10 MB. */
  attach: call(
    withId.extend({ fileName: z.string().min(1).max(200), type: z.string().max(200), data: z.string().max(14_000_000) }),
    attachment,
  ),
  detach: call(withId.extend({ attachmentId: id }), none),
  countAudience: call(z.object({ audience }), audienceCount),
  review: call(withId, review),
  test: call(
    withId.extend({
      to: z.array(email).min(1).max(10),
      contactId: id.nullable().default(null),
      /** Whether the subject says that it is a test. */
      marked: z.boolean().default(true),
    }),
    z.object({ results: z.array(z.object({ to: z.string(), status: messageStatus, reply: z.string() })) }),
  ),
  /** `expected` is the number on the button; another number of recipients by now is a conflict, so that nobody sends to more than they saw. */
  send: call(withId.extend({ expected: count, how: manner.optional() }), z.object({ sendId: id, recipients: count })),
  /** At a moment, or at a time on the wall; in each recipient's own time it may begin at once. */
  schedule: call(z.union([withId.extend({ at: time }), withId.extend({ when: later, how: manner.optional() })]), none),
  /** The waves in which it would go out, the first one first. */
  waves: call(withId.extend({ when: waved }), waves),
  unschedule: call(withId, none),
  report: call(withId, report),
};
