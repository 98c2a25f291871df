import { z } from 'zod';
import { count, email, id, none, time, window } from '../schema/shapes.ts';
import { suppressionReason } from '../schema/words.ts';
import { call } from './contract.ts';
import { fileSource } from './imports.ts';

/** `key` is what it is called by: an address, or a domain with @ before it, which covers its sub-domains too. */
const suppression = z.object({
  key: z.string(),
  email: z.string(),
  reason: suppressionReason,
  evidence: z.string(),
  createdAt: time,
});
export type SuppressionRow = z.infer<typeof suppression>;

const sort = z.enum(['time', 'address', 'reason']);
export type SuppressionSort = z.infer<typeof sort>;

export const suppressionFilter = z.object({
  search: z.string().max(200).default(''),
  reason: suppressionReason.optional(),
  /** Only domains. */
  domains: z.boolean().optional(),
});
export type SuppressionFilter = z.infer<typeof suppressionFilter>;

const detail = suppression.extend({
  contact: z.object({ id, name: z.string() }).nullable(),
  /** Of a domain: how many contacts are at it. */
  covers: count.nullable(),
  message: z.object({ id: z.number().int(), campaignId: id.nullable(), campaign: z.string(), at: time }).nullable(),
  import: z.object({ id, fileName: z.string() }).nullable(),
});
export type SuppressionDetail = z.infer<typeof detail>;

/** What became of each line that was given: the figures do not overlap, and together they are all of them. */
const added = z.object({
  rows: count,
  added: count,
  /** Suppressed before, for a reason that weighs as much or more. */
  known: count,
  /** Suppressed before, for a lighter reason. */
  raised: count,
  rejected: count,
  /** The first of the rejected ones. */
  rejects: z.array(z.object({ line: z.number().int(), text: z.string(), reason: z.string() })),
});
export type SuppressionsAdded = z.infer<typeof added>;

const terms = { reason: suppressionReason.default('blocked'), evidence: z.string().trim().max(500).default('') };

export const suppressionsRpc = {
  page: call(
    window.extend({ ...suppressionFilter.shape, sort: sort.default('time'), descending: z.boolean().default(true) }),
    z.object({ rows: z.array(suppression), total: count }),
  ),
  get: call(z.object({ key: z.string() }), detail),
  /** One address or domain, or many: what a person pasted, one on a line. */
  add: call(z.object({ text: z.string().max(4_000_000), ...terms }), added),
  /** A file with one column of addresses and domains, and maybe one of reasons. */
  importFile: call(z.object({ file: fileSource, ...terms }), added),
  lift: call(z.object({ email }), none),
};
