import { z } from 'zod';
import { isWallTime, isZone } from './zoned-time.ts';

const MINUTE = 60_000;

/** Day and time as clocks show it, `2026-03-29T09:00`; which moment that is, the zone's rules say when it comes. */
const wall = z.string().refine(isWallTime, 'is no day and time');
const zone = z.string().max(64).refine(isZone, 'is no time zone that is known here');

/** When a campaign goes out, if not now. */
export const later = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('at'), wall, zone }),
  /** At that time of each recipient's own clocks. */
  z.object({
    kind: z.literal('local'),
    wall,
    /** The sender's: of those of whom no zone is known. */
    zone,
    /** Key of the contact field that says where somebody is; null for none. */
    field: z.string().max(100).nullable(),
    /** What becomes of those for whom that time is over. */
    late: z.enum(['now', 'next-day']),
  }),
  /** At the hour of the week at which each recipient opens and clicks most, within a week from that moment. */
  z.object({
    kind: z.literal('best'),
    from: z
      .number()
      .int()
      .min(0)
      .max(8.64e15 - 8 * 24 * 60 * MINUTE),
  }),
]);
export type Later = z.infer<typeof later>;
/** Recipients get it at different times. */
export const waved = z.discriminatedUnion('kind', [later.options[1], later.options[2]]);
export type Waved = z.infer<typeof waved>;

/** What best hours rest on: what somebody did longer ago says nothing of now, and of fewer people the best hour is chance. */
export const BEST_HOURS = { days: 180, leastPeople: 20 };

/** In which manner it goes out once its time has come. */
export const manner = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('at-once') }),
  z.object({
    kind: z.literal('spread'),
    ms: z
      .number()
      .int()
      .min(MINUTE)
      .max(7 * 24 * 60 * MINUTE),
  }),
  /** Some go first, chosen at random; the others wait for how those do. */
  z.object({
    kind: z.literal('canary'),
    first: z.number().int().min(1).max(1_000_000),
    after: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('person') }),
      /** Goes on by itself after that long, if not more than so many in a hundred were refused and nobody complained. */
      z.object({
        kind: z.literal('quiet'),
        ms: z
          .number()
          .int()
          .min(MINUTE)
          .max(7 * 24 * 60 * MINUTE),
        refusedPercent: z.number().min(0).max(100),
      }),
    ]),
  }),
]);
export type Manner = z.infer<typeof manner>;

export const plan = z.object({ when: later, how: manner });
export type Plan = z.infer<typeof plan>;

/** Recipients who get it at one moment. */
export const wave = z.object({ at: z.number().int(), recipients: z.number().int().nonnegative() });
export type Wave = z.infer<typeof wave>;
