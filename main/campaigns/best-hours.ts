import { BEST_HOURS, type Wave } from '#shared/schema/plan.ts';
import { GRACE_MS } from './plan.ts';
import type { Drawn, ZoneValue } from './waves.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK_HOURS = 168;
/** Hours from the beginning of a week on a Monday to the first of January 1970. */
const EPOCH = 72;
const USUAL_HOUR = 9;

export const LOOKED_BACK_MS = BEST_HOURS.days * DAY;

/**
 * Draws the waves in which everybody gets it at the hour of the week at which they open and click most, within a week from
 * `from`. Of whom nothing is known gets it at the hour that most of the others have. Where that is too few people, all get it
 * on the next weekday at nine.
 */
export function drawBestHours(draw: { from: number; values: readonly ZoneValue[]; recipients: number; now: number }): Drawn {
  const { values, recipients, now } = draw;
  // An hour that has only just begun is still theirs; what was to leave before that was missed.
  const from = Math.max(draw.from, now - GRACE_MS);
  const known = values.reduce((sum, { recipients: some }) => sum + some, 0);
  if (known < BEST_HOURS.leastPeople) {
    const otherwise = Math.max(nextWeekday(from), now);
    return { waves: [{ at: otherwise, recipients, zones: [] }], due: [], otherwise, known, unknown: recipients, late: 0 };
  }
  const due = values.map(({ value }) => [value, Math.max(nextOf(Number(value), from), now)] as const);
  const most = values.reduce((one, other) => (other.recipients > one.recipients ? other : one));
  const otherwise = Math.max(nextOf(Number(most.value), from), now);
  const unknown = Math.max(recipients - known, 0);
  const waves = new Map<number, Wave & { zones: string[] }>();
  const add = (at: number, some: number) => waves.set(at, { at, recipients: (waves.get(at)?.recipients ?? 0) + some, zones: [] });
  for (const [index, [, at]] of due.entries()) add(at, values[index]?.recipients ?? 0);
  if (unknown > 0) add(otherwise, unknown);
  return { waves: [...waves.values()].sort((a, b) => a.at - b.at), due, otherwise, known, unknown, late: 0 };
}

/** The next time that it is this hour of the week; 0 is Monday at midnight, UTC. */
function nextOf(slot: number, from: number): number {
  const hour = Math.ceil(from / HOUR);
  return (hour + ((((slot - (hour + EPOCH)) % WEEK_HOURS) + WEEK_HOURS) % WEEK_HOURS)) * HOUR;
}

function nextWeekday(from: number): number {
  for (let at = Math.floor(from / DAY) * DAY + USUAL_HOUR * HOUR; ; at += DAY) {
    const day = new Date(at).getUTCDay();
    if (at >= from && day !== 0 && day !== 6) return at;
  }
}
