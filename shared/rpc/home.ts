import { z } from 'zod';
import { count, id, none, time } from '../schema/shapes.ts';
import { campaignStatus } from '../schema/words.ts';
import { call } from './contract.ts';

export const homeRpc = {
  get: call(
    none,
    z.object({
      needsYou: z.array(
        z.discriminatedUnion('what', [
          z.object({ what: z.literal('uncertain'), campaignId: id, campaignName: z.string(), count }),
          z.object({ what: z.literal('paused'), campaignId: id, campaignName: z.string(), reason: z.string() }),
          z.object({ what: z.literal('missed'), campaignId: id, campaignName: z.string(), reason: z.string() }),
          z.object({ what: z.literal('rejects'), importId: id, fileName: z.string(), count, at: time }),
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
