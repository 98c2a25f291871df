import type { DateTest, MomentTest, Period } from '#shared/schema/rule.ts';
import { type OffsetOf, resolveWallTime, wallTimeAt } from '#shared/schema/zoned-time.ts';

const DAY = 86_400_000;

/** What "now" is for a rule, and whose days are meant. */
export type Calendar = { now: number; zone: string; offsetOf?: OffsetOf | undefined };

/** From day to day, both included; an end that is missing is open. */
export type DayRange = { from?: string; to?: string };

const today = ({ now, zone, offsetOf }: Calendar): string => wallTimeAt(now, zone, offsetOf).slice(0, 10);

function addDays(day: string, days: number): string {
  const moved = new Date(Date.parse(day) + days * DAY).toISOString();
  // Beyond the year 9999 the form gets a sign, and would not compare any more.
  return moved.startsWith('+') ? '9999-12-31' : moved.slice(0, 10);
}

type Presence = { op: 'empty' | 'filled' };

/** Whether a test asks only if there is something. */
export const isPresence = <Test extends { op: string }>(test: Test): test is Extract<Test, Presence> =>
  test.op === 'empty' || test.op === 'filled';

/** The days that a test means, where they are a range. */
export function daysOf(test: Exclude<DateTest, { op: 'empty' | 'filled' | 'anniversary-next' }>, calendar: Calendar): DayRange {
  switch (test.op) {
    case 'on':
      return { from: test.day, to: test.day };
    case 'before':
      return { to: addDays(test.day, -1) };
    case 'after':
      return { from: addDays(test.day, 1) };
    case 'between':
      return { from: test.from, to: test.to };
    case 'last':
    case 'not-last':
      return { from: addDays(today(calendar), -test.days), to: today(calendar) };
    case 'next':
      return { from: today(calendar), to: addDays(today(calendar), test.days) };
  }
}

/** Month and day of today and of the days after it. Who is born on 29 February keeps the 28th in other years. */
export function anniversaries(days: number, calendar: Calendar): string[] {
  const first = today(calendar);
  const found = new Set<string>();
  for (let ahead = 0; ahead <= days; ahead++) {
    const day = addDays(first, ahead);
    found.add(day.slice(5));
    if (day.endsWith('-02-28') && !addDays(day, 1).endsWith('-02-29')) found.add('02-29');
  }
  return [...found];
}

/** Moments: from, included, to, not included. */
export type Span = { from: number; before: number };
const EVER: Span = { from: Number.MIN_SAFE_INTEGER, before: Number.MAX_SAFE_INTEGER };

const startOf = (day: string, { zone, offsetOf }: Calendar): number => resolveWallTime(`${day}T00:00`, zone, offsetOf).at;

function spanOfDays({ from, to }: DayRange, calendar: Calendar): Span {
  return {
    from: from === undefined ? EVER.from : startOf(from, calendar),
    before: to === undefined || to === '9999-12-31' ? EVER.before : startOf(addDays(to, 1), calendar),
  };
}

/** The moments that a test means. */
export function momentsOf(test: Exclude<MomentTest, Presence>, calendar: Calendar): Span {
  if ('at' in test) return test.op === 'earlier' ? { ...EVER, before: test.at } : { ...EVER, from: test.at + 1 };
  return spanOfDays(daysOf(test, calendar), calendar);
}

/** Null is ever. What a clock that was wrong wrote down as later than now is in the last days, too. */
export function spanOf(period: Period, calendar: Calendar): Span | null {
  if (period === null) return null;
  if ('since' in period) return { ...EVER, from: period.since + 1 };
  return 'lastDays' in period ? { ...EVER, from: calendar.now - period.lastDays * DAY } : spanOfDays(period, calendar);
}
