import { z } from 'zod';
import { count, id, none, time, withId } from '../schema/shapes.ts';
import { call } from './contract.ts';

export const timelineKind = z.enum(['mail', 'opens', 'clicks', 'returns', 'lists', 'changes', 'other']);
export type TimelineKind = z.infer<typeof timelineKind>;

export const timelineEntry = z.object({
  /** Tells entries apart: where it comes from and its number there. */
  id: z.string(),
  at: time,
  kind: timelineKind,
  name: z.string(),
  text: z.string(),
  /** More about it: the words of a server, how a wish was expressed. */
  detail: z.string(),
  /** The link that was clicked. */
  url: z.string().nullable(),
  campaignId: id.nullable(),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

const note = z.object({ id, text: z.string(), createdAt: time, updatedAt: time });
export type Note = z.infer<typeof note>;
const noteText = z.string().trim().min(1).max(10_000);

/** What a person's own page shows and does; the plain facts are `contacts.get`. */
export const personRpc = {
  /** What happened, the newest first; `next` reads on. */
  timeline: call(
    withId.extend({
      kind: timelineKind.nullable().default(null),
      after: z.string().max(100).nullable().default(null),
      limit: z.number().int().min(1).max(200).default(50),
    }),
    z.object({ entries: z.array(timelineEntry), next: z.string().nullable() }),
  ),
  /** How many entries of each kind there are. */
  timelineCounts: call(withId, z.partialRecord(timelineKind, count)),
  /** How much mail they got: in the last days of each number, and when the last one left. */
  frequency: call(withId, z.object({ days: z.array(z.object({ days: count, messages: count })), lastAt: time.nullable() })),
  notes: call(withId, z.array(note)),
  addNote: call(withId.extend({ text: noteText }), withId),
  changeNote: call(withId.extend({ text: noteText }), none),
  removeNote: call(withId, none),
  /** Everything that is known of a person, as a zip of a page to read and JSON. */
  exportAll: call(withId, z.object({ fileName: z.string(), base64: z.string() })),
  /** What erasing a person would take away. */
  beforeErase: call(withId, z.object({ messages: count, events: count, notes: count, lists: count })),
  /** Takes away everything that is known of a person; of the address a hash stays, so that it is never mailed again. */
  erase: call(withId, none),
};
