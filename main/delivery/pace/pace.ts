import type { ReadDb, WriteDb } from '../../db/db.ts';
import type { Timing } from '../loop/timing.ts';
import type { Transport } from '../transports/transports.store.ts';
import { countAttempts, forgetSlots, readSlots, type Width, widths } from './pace.store.ts';
import { type Bucket, createBucket } from './pace-bucket.ts';
import { createPaceTime } from './pace-time.ts';
import { createWindow, type Window } from './pace-window.ts';
import { createThrottle, type Throttle } from './throttle.ts';
import { type WarmUpDay, warmUpDay } from './warm-up.ts';

type LimitName = 'second' | 'minute' | 'hour' | 'day';
type Limits = Pick<Transport, 'perSecond' | 'perMinute' | 'perHour' | 'perDay' | 'warmUp'>;

/**
 * How fast a transport may send: its limits, of which none is exceeded in any window wherever it begins, and what its
 * server bears. What left is written down with the attempts themselves, so that neither a restart nor a crash nor a
 * clock that is set grants it anew.
 */
export type Pace = {
  allowed: () => number;
  /** Call within the transaction that marks the attempts. */
  take: (db: WriteDb, taken: { attempts: number; now: number }) => void;
  /** That transaction failed: nothing of what was taken last has left. */
  undo: () => void;
  /** When at least one may leave again; null if one may now. By the clock that says `now`. */
  nextAt: (now: number) => number | null;
  setLimits: (limits: Limits) => void;
  /** The most that may leave in a second, over some time; infinite where nothing holds it back. */
  perSecond: () => number;
  /** The limit that holds it up at this moment. */
  binding: () => Binding | null;
  warmUp: () => { day: WarmUpDay; sent: number } | null;
  throttle: Pick<Throttle, 'slowDown' | 'wentWell' | 'pauseMs' | 'state'>;
};

export type Binding = { limit: LimitName | 'warm-up' | 'server'; count: number };

const SECOND_MS = 1_000;
const lengths = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
/** Slots in the window of a second. One of 20 ms is also what the way to the server may take longer at one time than at another. */
const SLOTS_OF_SECOND = 50;
/** What may be caught up with at once, as a share of the limit. */
const AT_ONCE = 0.1;

type Counted = { name: LimitName; limit: number | null; window: Window; bucket: Bucket | null };

export function createPace(options: {
  db: ReadDb;
  transportId: number;
  limits: Limits;
  clock: number;
  uptime: () => number;
  timing: Pick<Timing, 'brakeMs' | 'longestBrakeMs'>;
}): Pace {
  const { db, transportId, uptime } = options;
  const time = createPaceTime(db, options);
  const throttle = createThrottle(options.timing);
  let limits = options.limits;
  let last = 0;
  let forgotAt = 0;

  const long = (name: keyof typeof lengths): Window => {
    const size = { ms: lengths[name], slotMs: widths[name] };
    const window = createWindow(size);
    for (const { slot, attempts } of readSlots(db, { transportId, width: size.slotMs, since: time.now() - size.ms }))
      window.add(attempts, slot * size.slotMs);
    return window;
  };
  const windows = { minute: long('minute'), hour: long('hour'), day: long('day') };
  let second = windowOfSecond();
  let buckets = spread();

  /** A whole number in as long as it takes at that rate: 2.5 a second are three in 1.2 s. */
  function windowOfSecond(): { window: Window; limit: number | null } {
    if (limits.perSecond === null) return { window: createWindow({ ms: SECOND_MS, slotMs: SECOND_MS }), limit: null };
    const limit = Math.ceil(limits.perSecond);
    const ms = (limit / limits.perSecond) * SECOND_MS;
    const window = createWindow({ ms, slotMs: ms / SLOTS_OF_SECOND });
    const now = time.now();
    // When in its slot something left is not known any more: as late as it can have been.
    const since = now - Math.max(ms, lengths.minute);
    for (const { slot, attempts } of readSlots(db, { transportId, width: widths.minute, since }))
      window.add(attempts, Math.min(now, (slot + 1) * widths.minute));
    return { window, limit };
  }

  function spread(): { second: Bucket | null; minute: Bucket | null } {
    const { perSecond, perMinute } = limits;
    const of = (limit: number, perMs: number) => createBucket(perMs, limit * AT_ONCE, time.now());
    return {
      second: perSecond === null ? null : of(perSecond, perSecond / SECOND_MS),
      minute: perMinute === null ? null : of(perMinute, perMinute / lengths.minute),
    };
  }

  const warm = () => (limits.warmUp ? warmUpDay(limits.warmUp, limits.perDay, time.now()) : null);
  const counted = (): Counted[] => [
    { name: 'second', limit: second.limit, window: second.window, bucket: buckets.second },
    { name: 'minute', limit: limits.perMinute, window: windows.minute, bucket: buckets.minute },
    { name: 'hour', limit: limits.perHour, window: windows.hour, bucket: null },
    { name: 'day', limit: warm()?.allows ?? limits.perDay, window: windows.day, bucket: null },
  ];

  const left = ({ limit, window, bucket }: Counted, now: number) =>
    limit === null ? Number.POSITIVE_INFINITY : Math.min(limit - window.total(now), bucket?.tokens(now) ?? limit);

  /** When a limit lets one through again. */
  function freeAt(of: Counted, now: number): number {
    if (of.limit === null) return now;
    const slid = of.window.freeAt(of.limit, now);
    if (of.bucket) return Math.max(slid, of.bucket.nextAt(now));
    return Math.min(slid, (of.name === 'day' && warm()?.moreAt) || slid);
  }

  const stored = (): Width[] => {
    const widthsNeeded: Width[] = [widths.day];
    if (limits.perHour !== null) widthsNeeded.push(widths.hour);
    if (limits.perMinute !== null || limits.perSecond !== null) widthsNeeded.push(widths.minute);
    return widthsNeeded;
  };

  function forgetOld(writable: WriteDb, at: number): void {
    if (at - forgotAt < widths.day) return;
    forgotAt = at;
    const kept = { minute: Math.max(lengths.minute, SECOND_MS / (limits.perSecond ?? 1)), hour: lengths.hour, day: lengths.day };
    for (const name of ['minute', 'hour', 'day'] as const)
      forgetSlots(writable, { transportId, width: widths[name], before: at - kept[name] - widths[name] });
  }

  return {
    allowed: () => {
      const now = time.now();
      const least = Math.min(...counted().map((one) => left(one, now)), throttle.allowed(uptime()));
      return Math.max(0, least);
    },
    take: (writable, { attempts, now }) => {
      const at = time.now();
      for (const width of stored()) countAttempts(writable, { transportId, width, attempts, at });
      forgetOld(writable, at);
      time.remember(writable, now);
      // Last, for a disk that is full makes any of those throw.
      last = attempts;
      for (const { window, bucket } of counted()) {
        window.add(attempts, at);
        bucket?.take(attempts, at);
      }
      throttle.take(attempts, uptime());
    },
    undo: () => {
      for (const { window, bucket } of counted()) {
        window.undo(last);
        bucket?.undo(last);
      }
      throttle.undo(last);
      time.undo();
      last = 0;
    },
    nextAt: (clock) => {
      const now = time.now();
      const wait = Math.max(throttle.nextAt(uptime()) - uptime(), ...counted().map((one) => freeAt(one, now) - now));
      const free = counted().every((one) => left(one, now) >= 1) && throttle.allowed(uptime()) >= 1;
      return free ? null : clock + Math.max(1, Math.ceil(wait));
    },
    setLimits: (changed) => {
      limits = changed;
      second = windowOfSecond();
      buckets = spread();
    },
    perSecond: () => {
      const slowed = throttle.state(uptime())?.perSecond ?? null;
      const rates = [limits.perSecond, limits.perMinute && limits.perMinute / 60, slowed];
      return Math.min(...rates.map((rate) => rate ?? Number.POSITIVE_INFINITY));
    },
    binding: () => {
      const now = time.now();
      const [longest] = counted()
        .filter((one) => left(one, now) < 1)
        .toSorted((a, b) => freeAt(b, now) - freeAt(a, now));
      const slowed = throttle.allowed(uptime()) < 1 ? throttle.nextAt(uptime()) - uptime() : 0;
      if (slowed > 0 && slowed >= (longest ? freeAt(longest, now) - now : 0))
        return { limit: 'server', count: throttle.state(uptime())?.perSecond ?? 0 };
      if (!longest?.limit) return null;
      const isWarmUp = longest.name === 'day' && warm() !== null;
      return {
        limit: isWarmUp ? 'warm-up' : longest.name,
        count: longest.name === 'second' ? (limits.perSecond ?? 0) : longest.limit,
      };
    },
    warmUp: () => {
      const day = warm();
      return day && { day, sent: windows.day.total(time.now()) };
    },
    throttle,
  };
}
