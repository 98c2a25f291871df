import type { WarmUp } from '#shared/rpc/transports.ts';

const DAY_MS = 86_400_000;
/** More than anybody sends in a day: the ramp has nothing to hold back any more. */
const BEYOND_USE = 1_000_000;

export type WarmUpDay = {
  /** The first is 1. */
  day: number;
  allows: number;
  /** When it will allow more. */
  moreAt: number;
};

/** The day of a warm-up that `now` falls in, each 24 hours from its start; null once it holds nothing back. */
export function warmUpDay(warmUp: WarmUp, perDay: number | null, now: number): WarmUpDay | null {
  const allowsOn = (day: number) => Math.floor(warmUp.firstDay * warmUp.growth ** day);
  const day = Math.max(0, Math.floor((now - warmUp.startedAt) / DAY_MS));
  const allows = allowsOn(day);
  if (allows >= (perDay ?? BEYOND_USE)) return null;
  let next = day + 1;
  while (allowsOn(next) === allows) next++;
  return { day: day + 1, allows, moreAt: warmUp.startedAt + next * DAY_MS };
}

export const warmUpWords = (of: WarmUpDay, sentToday: number): string =>
  `Day ${of.day} of warming up: ${sentToday} of ${of.allows} today`;
