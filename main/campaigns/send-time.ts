import type { WarmUp } from '#shared/rpc/transports.ts';
import { warmUpDay } from '../delivery/delivery.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Limits = {
  recipients: number;
  perSecond: number | null;
  perMinute?: number | null;
  perHour?: number | null;
  perDay: number | null;
  warmUp?: WarmUp | null;
  sentToday: number;
  now?: number;
};

/** About how long a send takes by the limits of its transport; null where it has none that would tell. */
export function msToSend(facts: Limits): number | null {
  const { recipients, perSecond, perMinute = null, perHour = null } = facts;
  if (recipients === 0) return 0;
  const days = daysToSend(facts);
  if (days > 0) return days * DAY;
  const rates: [limit: number | null, window: number][] = [
    [perSecond, SECOND],
    [perMinute, MINUTE],
    [perHour, HOUR],
  ];
  const times = rates.flatMap(([limit, window]) => (limit === null ? [] : [Math.ceil((recipients / limit) * window)]));
  return times.length === 0 ? null : Math.max(...times);
}

/** How many nights it has to wait for another day's share. */
function daysToSend({ recipients, perDay, warmUp = null, sentToday, now = 0 }: Limits): number {
  let left = recipients;
  let warming = warmUp !== null;
  for (let day = 0; ; day++) {
    const warm = warmUp !== null && warming ? warmUpDay(warmUp, perDay, now + day * DAY) : null;
    warming = warm !== null;
    const share = Math.min(perDay ?? Number.POSITIVE_INFINITY, warm?.allows ?? Number.POSITIVE_INFINITY);
    const today = Math.max(0, share - (day === 0 ? sentToday : 0));
    if (left <= today) return day;
    left -= today;
  }
}
