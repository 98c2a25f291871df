import { z } from 'zod';
import { count, id, none, time } from '../schema/shapes.ts';
import { campaignStatus } from '../schema/words.ts';
import { call } from './contract.ts';

export const homeRpc = {
  /** Says what a copy of the data is: it goes on here, or what was under way is left to the original. */
  settleCopy: call(z.object({ as: z.enum(['original', 'copy']) }), none),
  get: call(
    none,
    z.object({
      needsYou: z.array(
        z.discriminatedUnion('what', [
          z.object({ what: z.literal('uncertain'), campaignId: id, campaignName: z.string(), count }),
          z.object({ what: z.literal('paused'), campaignId: id, campaignName: z.string(), reason: z.string() }),
          z.object({
            what: z.literal('canary'),
            campaignId: id,
            campaignName: z.string(),
            sendId: id,
            reason: z.string(),
            figures: z.object({ tried: count, refused: count, uncertain: count, complained: count, opened: count }),
          }),
          z.object({
            what: z.literal('missed'),
            campaignId: id,
            campaignName: z.string(),
            reason: z.string(),
            /** When it should have gone; null where it was tried and could not be sent. */
            dueAt: time.nullable(),
          }),
          z.object({ what: z.literal('rejects'), importId: id, fileName: z.string(), count, at: time }),
          /** The data may be a copy: nothing leaves until a person has said. */
          z.object({ what: z.literal('copy') }),
          z.object({ what: z.literal('no-transport') }),
          z.object({ what: z.literal('no-public-address') }),
        ]),
      ),
      goingOut: z.array(
        z.object({
          campaignId: id,
          name: z.string(),
          status: campaignStatus,
          sendId: id.nullable(),
          done: count,
          recipients: count,
          scheduledAt: time.nullable(),
        }),
      ),
      /** What was worked on last and is not sent yet. */
      drafts: z.array(z.object({ campaignId: id, name: z.string(), updatedAt: time })),
      lastOnes: z.array(
        z.object({
          campaignId: id,
          name: z.string(),
          recipients: count,
          clicked: count,
          unsubscribed: count,
          tracked: z.boolean(),
        }),
      ),
      people: z.object({ total: count, aMonthAgo: count, growth: z.array(z.object({ at: time, total: count })) }),
      sentToday: z.object({ count, limit: count.nullable() }),
    }),
  ),
};
