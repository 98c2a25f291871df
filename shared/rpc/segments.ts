import { z } from 'zod';
import { rule } from '../schema/rule.ts';
import { count, id, none, time, withId } from '../schema/shapes.ts';
import { chosenContacts } from './bulk.ts';
import { call } from './contract.ts';

const name = z.string().trim().min(1).max(200);

const segment = z.object({
  id,
  name,
  /** Null where people were picked by hand. */
  rule: rule.nullable(),
  /** Names of the campaigns and segments that would not mean the same without it. */
  usedBy: z.object({ campaigns: z.array(z.string()), segments: z.array(z.string()) }),
  createdAt: time,
  updatedAt: time,
});
export type Segment = z.infer<typeof segment>;

/** Somebody who matches, as the builder shows them. */
const match = z.object({ id, email: z.string(), firstName: z.string(), lastName: z.string() });
export type Match = z.infer<typeof match>;

export const segmentsRpc = {
  all: call(none, z.array(segment)),
  get: call(withId, segment),
  create: call(z.object({ name, rule }), withId),
  change: call(withId.extend({ name: name.optional(), rule: rule.optional() }), none),
  duplicate: call(withId, withId),
  /** Refused while a campaign or another segment uses it. */
  remove: call(withId, none),
  /** How many match now. A newer question makes an older one pointless: whoever asks ends it. */
  count: call(z.object({ rule }), z.object({ count })),
  /** Some of those who match, the newest first. */
  preview: call(z.object({ rule }), z.object({ people: z.array(match) })),
  /** The people of a segment as they are now, as a segment of their own that does not change by itself. */
  freeze: call(withId.extend({ name }), withId),
  /** Whoever is ticked or matches, as a segment that does not change by itself. */
  collect: call(z.object({ name, who: chosenContacts }), withId),
  addMembers: call(withId.extend({ contactIds: z.array(id).min(1).max(1000) }), z.object({ added: count })),
  takeMembers: call(withId.extend({ contactIds: z.array(id).min(1).max(1000) }), z.object({ taken: count })),
  /** What can be asked for: names of events that happened, and links of a campaign. */
  eventNames: call(none, z.array(z.string())),
  links: call(z.object({ campaignId: id }), z.array(z.string())),
};
