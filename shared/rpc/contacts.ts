import { z } from 'zod';
import { count, email, fieldValues, id, none, time, window, withId } from '../schema/shapes.ts';
import { consentMethod, fieldType, membershipStatus, messageStatus, suppressionReason } from '../schema/words.ts';
import { call } from './contract.ts';

const membership = z.object({
  id,
  listId: id,
  listName: z.string(),
  status: membershipStatus,
  consentMethod,
  consentSource: z.string(),
  consentAt: time.nullable(),
});

const contactRow = z.object({
  id,
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  lists: z.array(z.object({ id, name: z.string(), status: membershipStatus })),
  tags: z.array(z.string()),
  suppressed: suppressionReason.nullable(),
  createdAt: time,
});
export type ContactRow = z.infer<typeof contactRow>;

const timelineEntry = z.object({ at: time, name: z.string(), text: z.string(), campaignId: id.nullable() });

const contact = contactRow.omit({ lists: true }).extend({
  fields: fieldValues,
  memberships: z.array(membership),
  suppression: z.object({ reason: suppressionReason, evidence: z.string(), at: time }).nullable(),
  timeline: z.array(timelineEntry),
  updatedAt: time,
});
export type Contact = z.infer<typeof contact>;

/** Which contacts a table shows. Each given condition must hold. */
const contactFilter = z.object({
  search: z.string().max(200).default(''),
  listId: id.optional(),
  status: membershipStatus.optional(),
  tagId: id.optional(),
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
      sort: z.enum(['created', 'email', 'name']).default('created'),
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

const field = z.object({ id, key: z.string(), label: z.string(), type: fieldType });
export type Field = z.infer<typeof field>;

export const fieldsRpc = {
  all: call(none, z.array(field)),
  create: call(z.object({ label: z.string().trim().min(1).max(80), type: fieldType }), field),
  change: call(withId.extend({ label: z.string().trim().min(1).max(80) }), none),
  remove: call(withId, none),
};

const tag = z.object({ id, name: z.string(), contacts: count });
export const tagsRpc = { all: call(none, z.array(tag)), remove: call(withId, none) };

const suppression = z.object({ email: z.string(), reason: suppressionReason, evidence: z.string(), createdAt: time });

export const suppressionsRpc = {
  page: call(window.extend({ search: z.string().max(200).default('') }), z.object({ rows: z.array(suppression), total: count })),
  add: call(z.object({ email, reason: suppressionReason.default('blocked'), evidence: z.string().max(500).default('') }), none),
  lift: call(z.object({ email }), none),
};
