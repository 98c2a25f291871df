/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. */
export type OffsetOf = (zone: string, at: number) => number;

/** What a time on the wall means in a zone: a moment, and whether clocks show it once, never or twice on that day. */
export type Resolved = {
  at: number;
  is: 'once' | 'skipped' | 'twice';
};

const HOUR = 3_600_000;
const WALL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, made);
  return made;
}

/** By the rules that the system knows today. */
export const systemOffset: OffsetOf = (zone, at) => {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const whole = Math.floor(at / 1000) * 1000;
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole;
};

/** Whether this is a time zone that the system knows: `Europe/Berlin`, `+05:30`. */
export function isZone(zone: string): boolean {
  if (formats.has(zone)) return true;
  try {
    formatOf(zone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Whether `text` is a day and time of the calendar, `2026-03-29T02:30`. */
export function isWallTime(text: string): boolean {
  const naive = naiveOf(text);
  return naive !== null && new Date(naive).toISOString().slice(0, 16) === text;
}

function naiveOf(wall: string): number | null {
  const parts = WALL.exec(wall)?.slice(1).map(Number);
  if (!parts) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = parts;
  return Date.UTC(year, month - 1, day, hour, minute);
}

/**
 * The moment of a time on the wall. Where clocks go forward over it, it is as much later as they skip; where they go
 * back and show it twice, it is the first of the two.
 */
export function resolveWallTime(wall: string, zone: string, offsetOf: OffsetOf = systemOffset): Resolved {
  const naive = naiveOf(wall);
  if (naive === null) throw new RangeError(`${wall} is no time`);
  const before = offsetOf(zone, naive - 36 * HOUR);
  const after = offsetOf(zone, naive + 36 * HOUR);
  const moments = [...new Set([naive - before, naive - after])].filter((at) => offsetOf(zone, at) === naive - at);
  const first = Math.min(...moments);
  if (moments.length === 0) return { at: naive - before, is: 'skipped' };
  return { at: first, is: moments.length === 1 ? 'once' : 'twice' };
}

/** What the clocks of a zone show at a moment: `2026-03-29T03:30`. */
export const wallTimeAt = (at: number, zone: string, offsetOf: OffsetOf = systemOffset): string =>
  new Date(at + offsetOf(zone, at)).toISOString().slice(0, 16);

/** The same time on the next day of the calendar. */
export function nextDay(wall: string): string {
  const naive = naiveOf(wall);
  if (naive === null) throw new RangeError(`${wall} is no time`);
  return new Date(naive + 24 * HOUR).toISOString().slice(0, 16);
}
