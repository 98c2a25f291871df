import { z } from 'zod';
import { rule } from '../schema/rule.ts';
import { count, email, fieldValues, id, none, time, window, withId } from '../schema/shapes.ts';
import { consentMethod, membershipStatus, messageStatus, suppressionReason } from '../schema/words.ts';
import { call } from './contract.ts';
import { timelineEntry } from './person.ts';

const membership = z.object({
  id,
  listId: id,
  listName: z.string(),
  status: membershipStatus,
  consentMethod,
  consentSource: z.string(),
  consentAt: time.nullable(),
  confirmedAt: time.nullable(),
  unsubscribedAt: time.nullable(),
});

const contactRow = z.object({
  id,
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  lists: z.array(z.object({ id, name: z.string(), status: membershipStatus })),
  tags: z.array(z.string()),
  suppressed: suppressionReason.nullable(),
  fields: fieldValues,
  createdAt: time,
  updatedAt: time,
  /** The last time that anything was opened or clicked. */
  openedAt: time.nullable(),
  clickedAt: time.nullable(),
});
export type ContactRow = z.infer<typeof contactRow>;

const contact = contactRow.omit({ lists: true, openedAt: true, clickedAt: true }).extend({
  memberships: z.array(membership),
  /** `email` is the contact's own, or the domain that is suppressed with @ before it. */
  suppression: z.object({ email: z.string(), reason: suppressionReason, evidence: z.string(), at: time }).nullable(),
  /** The newest of it. */
  timeline: z.array(timelineEntry),
});
export type Contact = z.infer<typeof contact>;

/** Which contacts a table shows. Each given condition must hold. */
export const contactFilter = z.object({
  search: z.string().max(200).default(''),
  listId: id.optional(),
  status: membershipStatus.optional(),
  tagId: id.optional(),
  segmentId: id.optional(),
  /** Conditions of a segment that is not saved. */
  rule: rule.optional(),
  /** The people behind a number of a campaign's report. */
  report: z
    .object({
      campaignId: id,
      figure: z.union([messageStatus, z.enum(['recipients', 'opened', 'clicked', 'unsubscribed'])]),
      url: z.string().optional(),
    })
    .optional(),
});
export type ContactFilter = z.infer<typeof contactFilter>;

export const contactsRpc = {
  page: call(
    contactFilter.extend({
      ...window.shape,
      /** A column of the contact itself, or `field:` and the key of a field. Who has no value comes last either way. */
      sort: z
        .union([
          z.enum(['created', 'changed', 'email', 'name']),
          z.templateLiteral(['field:', z.string().regex(/^[a-z][a-z0-9_]*$/)]),
        ])
        .default('created'),
      descending: z.boolean().default(true),
    }),
    z.object({ rows: z.array(contactRow), total: count }),
  ),
  /** Everyone who matches, for what is done to all of them at once. */
  ids: call(contactFilter, z.object({ ids: z.array(id) })),
  get: call(withId, contact),
  create: call(
    z.object({
      email,
      firstName: z.string().max(200).default(''),
      lastName: z.string().max(200).default(''),
      fields: fieldValues.default({}),
      listId: id.optional(),
      consentSource: z.string().max(500).default(''),
    }),
    withId,
  ),
  change: call(
    withId.extend({
      email: email.optional(),
      firstName: z.string().max(200).optional(),
      lastName: z.string().max(200).optional(),
      fields: fieldValues.optional(),
    }),
    none,
  ),
  remove: call(z.object({ ids: z.array(id).min(1).max(1000) }), z.object({ removed: count })),
  tag: call(z.object({ ids: z.array(id).min(1).max(1000), name: z.string().trim().min(1).max(60) }), none),
  untag: call(z.object({ ids: z.array(id).min(1).max(1000), name: z.string() }), none),
};

const list = z.object({
  id,
  name: z.string(),
  brandId: id.nullable(),
  subscribed: count,
  pending: count,
  unsubscribed: count,
  /** Who is added is pending until they confirm by a link in a mail. */
  doubleOptIn: z.boolean(),
  createdAt: time,
});
export type List = z.infer<typeof list>;

export const listsRpc = {
  all: call(none, z.array(list)),
  create: call(z.object({ name: z.string().trim().min(1).max(200), brandId: id.nullable().default(null) }), withId),
  change: call(withId.extend({ name: z.string().trim().min(1).max(200).optional(), brandId: id.nullable().optional() }), none),
  remove: call(withId, none),
  /** Puts contacts into a list or changes what they are there. Never subscribes who has unsubscribed unless `force` says that they asked. */
  setMembership: call(
    z.object({
      listId: id,
      contactIds: z.array(id).min(1).max(1000),
      status: membershipStatus,
      consentSource: z.string().max(500).default(''),
      force: z.boolean().default(false),
    }),
    z.object({ changed: count, kept: count }),
  ),
  removeMembership: call(z.object({ listId: id, contactIds: z.array(id).min(1).max(1000) }), none),
};
