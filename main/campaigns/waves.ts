import type { Later, Wave } from '#shared/schema/plan.ts';
import { nextDay, type OffsetOf, resolveWallTime, systemOffset } from '#shared/schema/zoned-time.ts';
import { GRACE_MS } from './plan.ts';
import { zoneOf } from './zone-of.ts';

type Local = Extract<Later, { kind: 'local' }>;

/** What recipients have in the field that says where they are, and how many of them. */
export type ZoneValue = { value: string; recipients: number };

export type Drawn = {
  /** By time, the first one first. */
  waves: (Wave & { zones: string[] })[];
  /** Values of the field that were understood, each with its moment; of all others it is `otherwise`. */
  due: (readonly [value: string, at: number])[];
  otherwise: number;
  /** People of whom it is known where they are, or when they look at mail. */
  known: number;
  /** The others, who get it by the sender's zone, or when most do; everybody, where too few are known to learn from. */
  unknown: number;
  /** People for whom the time is over. */
  late: number;
};

/** Draws the waves in which everybody gets it at the same time of their own clocks. */
export function drawWaves(draw: {
  when: Local;
  values: readonly ZoneValue[];
  recipients: number;
  now: number;
  offsetOf?: OffsetOf | undefined;
}): Drawn {
  const { when, now, offsetOf = systemOffset } = draw;
  const momentIn = momentsOf(when, now, offsetOf);
  const byTime = new Map<number, Wave & { zones: string[] }>();
  const due: [string, number][] = [];
  let late = 0;
  let known = 0;
  const add = (zone: string, recipients: number): number => {
    const moment = momentIn(zone);
    const entry = byTime.get(moment.at) ?? { at: moment.at, recipients: 0, zones: [] };
    if (moment.late) late += recipients;
    entry.recipients += recipients;
    if (!entry.zones.includes(zone)) entry.zones.push(zone);
    byTime.set(moment.at, entry);
    return moment.at;
  };
  for (const { value, recipients } of draw.values) {
    const zone = zoneOf(value);
    if (!zone) continue;
    due.push([value, add(zone, recipients)]);
    known += recipients;
  }
  const unknown = Math.max(draw.recipients - known, 0);
  const otherwise = unknown > 0 ? add(when.zone, unknown) : momentIn(when.zone).at;
  return { waves: [...byTime.values()].sort((a, b) => a.at - b.at), due, otherwise, known, unknown, late };
}

function momentsOf({ wall, late }: Local, now: number, offsetOf: OffsetOf): (zone: string) => { at: number; late: boolean } {
  const known = new Map<string, { at: number; late: boolean }>();
  return (zone) => {
    const found = known.get(zone) ?? moment(zone);
    known.set(zone, found);
    return found;
  };

  function moment(zone: string): { at: number; late: boolean } {
    const { at } = resolveWallTime(wall, zone, offsetOf);
    // What has only just passed goes out without a word, as a schedule that is a little late does.
    if (at >= now - GRACE_MS) return { at: Math.max(at, now), late: false };
    if (late === 'now') return { at: now, late: true };
    let day = nextDay(wall);
    while (resolveWallTime(day, zone, offsetOf).at <= now) day = nextDay(day);
    return { at: resolveWallTime(day, zone, offsetOf).at, late: true };
  }
}
