import type { Later, Plan } from '#shared/schema/plan.ts';
import { type OffsetOf, resolveWallTime, systemOffset } from '#shared/schema/zoned-time.ts';

/** How late a campaign may still leave by itself. Later than that a greeting may be worse than none: a person decides. */
export const GRACE_MS = 60 * 60 * 1000;

/** The moment that a time on the wall means by the rules of today. */
export const momentOf = (when: Extract<Later, { kind: 'at' }>, offsetOf: OffsetOf = systemOffset): number =>
  resolveWallTime(when.wall, when.zone, offsetOf).at;

export const atOnce: Plan['how'] = { kind: 'at-once' };
