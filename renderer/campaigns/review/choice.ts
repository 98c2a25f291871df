import type { Waves } from '#shared/rpc/campaigns.ts';
import { BEST_HOURS, type Later, type Manner, type Plan } from '#shared/schema/plan.ts';
import { isWallTime, resolveWallTime, wallTimeAt } from '#shared/schema/zoned-time.ts';

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const DAY = 24 * 60 * MINUTE;

export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What a person chose of when and how; what is not asked at the moment keeps its last answer. */
export type Choice = {
  when: 'now' | 'at' | 'local' | 'best';
  wall: string;
  zone: string;
  field: string | null;
  late: 'now' | 'next-day';
  how: 'at-once' | 'spread' | 'canary';
  spreadMinutes: number;
  first: number;
  after: 'person' | 'quiet';
  quietMinutes: number;
  refusedPercent: number;
};

const tomorrowAtNine = (zone: string): string => `${wallTimeAt(Date.now() + DAY, zone).slice(0, 10)}T09:00`;

/** What was planned the last time, or now and at once. */
export function choiceOf(plan: Plan | null): Choice {
  const zone = ownZone();
  const choice: Choice = {
    ...{ when: 'now', wall: tomorrowAtNine(zone), zone, field: null, late: 'now' },
    ...{ how: 'at-once', spreadMinutes: 180, first: 500, after: 'person', quietMinutes: 120, refusedPercent: 5 },
  };
  if (!plan) return choice;
  const { how } = plan;
  const { when } = plan;
  choice.when = when.kind;
  if (when.kind !== 'best') {
    // A time that is over is no proposal.
    const isOver = resolveWallTime(when.wall, when.zone).at <= Date.now();
    Object.assign(choice, { zone: when.zone, wall: isOver ? tomorrowAtNine(when.zone) : when.wall });
  }
  if (when.kind === 'local') Object.assign(choice, { field: when.field, late: when.late });
  choice.how = how.kind;
  if (how.kind === 'spread') choice.spreadMinutes = how.ms / MINUTE;
  if (how.kind === 'canary') {
    choice.first = how.first;
    choice.after = how.after.kind;
    if (how.after.kind === 'quiet')
      Object.assign(choice, { quietMinutes: how.after.ms / MINUTE, refusedPercent: how.after.refusedPercent });
  }
  return choice;
}

/** Recipients get it at different times. */
export const inWaves = ({ when }: Choice): boolean => when === 'local' || when === 'best';

/** When a week of best hours begins: soon, and the same for a while, so that what was looked up for it stays right. */
const soon = (now: number): number => Math.ceil((now + 10 * MINUTE) / QUARTER) * QUARTER;

/** The time that was chosen; null for now, or where it is no time yet. */
export function laterOf({ when, wall, zone, field, late }: Choice, now = Date.now()): Later | null {
  if (when === 'best') return { kind: 'best', from: soon(now) };
  if (when === 'now' || !isWallTime(wall)) return null;
  return when === 'at' ? { kind: 'at', wall, zone } : { kind: 'local', wall, zone, field, late };
}

/** What is scheduled for it: best hours of too few people are one time for all, and are kept as that. */
export function scheduledAs(choice: Choice, drawn: Pick<Waves, 'waves' | 'known'> | undefined): Later | null {
  const when = laterOf(choice);
  const first = drawn?.waves[0];
  if (when?.kind !== 'best' || !drawn || !first || drawn.known >= BEST_HOURS.leastPeople) return when;
  return { kind: 'at', wall: wallTimeAt(first.at, 'UTC'), zone: 'UTC' };
}

export function mannerOf(choice: Choice): Manner {
  const { how, spreadMinutes, first, after, quietMinutes, refusedPercent } = choice;
  if (how === 'spread') return { kind: 'spread', ms: spreadMinutes * MINUTE };
  // Waves have no first ones to wait for.
  if (how === 'at-once' || inWaves(choice)) return { kind: 'at-once' };
  return {
    kind: 'canary',
    first,
    after: after === 'person' ? { kind: 'person' } : { kind: 'quiet', ms: quietMinutes * MINUTE, refusedPercent },
  };
}

/** What the clocks of a zone do to a time, where that is not plain; empty where it is. */
export function clockWords(wall: string, zone: string): string {
  if (!isWallTime(wall)) return '';
  const { at, is } = resolveWallTime(wall, zone);
  if (is === 'once') return '';
  if (is === 'twice') return 'Clocks are set back then and show this time twice; the first of the two is meant.';
  return `Clocks are set forward over this time; it becomes ${wallTimeAt(at, zone).slice(11)}.`;
}
