import type { Timing } from '../loop/timing.ts';
import { type Bucket, createBucket } from './pace-bucket.ts';

/**
 * How fast a server takes messages that never said so: learned from its complaints that we are too fast. A complaint
 * makes a pause and a lower rate; the rate then goes up to just below where the server complained, stays there, and
 * only now and then, more and more rarely, tries whether more is taken by now. Times are of the uptime.
 */
export type Throttle = {
  /** Any number, where the server never complained. */
  allowed: (now: number) => number;
  nextAt: (now: number) => number;
  take: (count: number, now: number) => void;
  undo: (count: number) => void;
  /** `begun`: when the attempt that was answered so had left. Says whether it made a difference. */
  slowDown: (complaint: { words: string; begun: number; now: number }) => boolean;
  /** A message was answered for itself. */
  wentWell: (answer: { begun: number; now: number }) => void;
  /** How long a message waits that was turned away. */
  pauseMs: () => number;
  state: (now: number) => Slowed | null;
};

export type Slowed = {
  /** The server's own. */
  words: string;
  perSecond: number | null;
  /** Until when nothing leaves at all. */
  until: number | null;
};

const AFTER_COMPLAINT = 0.8;
const HOLD = 0.95;
/** By which share it grows in a second: up to where it is held, from there on, once that was too low, from a guess. */
const [RECOVER, PROBE, RACE, GUESS] = [0.015, 0.005, 0.1, 1];
/** Beyond so many times what the server complained about, and of what is sent at all, its complaint is history. */
const [RACE_FROM, FORGET_FROM] = [1.25, 4];
const FIRST_PROBE_MS = 20_000;
const RAREST_PROBE_MS = 900_000;
/** Servers count by the minute. What takes longer than the pauses of one was not about how fast we were. */
const LONGEST_WINDOW_MS = 130_000;
/** A server that counts over a longer time is tried for so many of those before it counts as changed. */
const WAITS = 3;
const SLOWEST = 1 / 60;
/** Too few to make more than a guess of. */
const FEW = 10;
/** A gap between messages longer than this is for want of work. */
const GAP_MS = 2_000;
/** What counts as of late. */
const RECENT_MS = 2_000;

/** Another connection is all that these ask for. */
const OF_CONNECTION =
  /(messages?|e-?mails?|mails?|recipients?|transactions?|commands?)[^.]{0,20} (per|in|on|for|over|during) (this |one |a |the )?(smtp )?(session|connection)/i;

export function createThrottle(timing: Pick<Timing, 'brakeMs' | 'longestBrakeMs'>): Throttle {
  /** What the server complained about, and what it gets now, in messages a second. */
  let known: { ceiling: number; rate: number; bucket: Bucket; guessed: boolean } | null = null;
  let words = '';
  let reactedAt = Number.NEGATIVE_INFINITY;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let pauseMs = 0;
  /** After a complaint one message goes ahead; the others wait for its answer. How often it was turned away, too. */
  let proving: { since: number; inVain: number; accepted: number; ms: number; averaged: boolean } | null = null;
  /** How long the rate has been held, and how long well above that was borne. */
  let heldMs = 0;
  let provenMs = 0;
  let probeAfterMs = FIRST_PROBE_MS;
  let raceAfterMs = 0;
  /** Since the last complaint that something was learned from. */
  let period = { ms: 0, accepted: 0 };
  let takenAt: number | null = null;
  let grownAt = 0;
  /** Answers in a second, of late. */
  let recent = 0;
  let answeredAt = 0;

  const setRate = (now: number, ceiling: number, rate: number, guessed = false) => {
    const bucket = known?.bucket ?? createBucket(rate / 1000, 1, now);
    // As even as can be: a handful at once may be what was too much.
    bucket.setRate(rate / 1000, rate / 50);
    known = { ceiling, rate, bucket, guessed };
  };

  const settleAt = (now: number, ceiling: number, guessed = false) => {
    setRate(now, ceiling, ceiling * AFTER_COMPLAINT, guessed);
    heldMs = 0;
    provenMs = 0;
  };

  const average = (of: { accepted: number; ms: number }) => Math.max(SLOWEST, of.accepted / Math.max(1, of.ms / 1000));

  /** Of few it is a guess, which goes up fast and so need not begin at next to nothing. */
  const settleAtAverage = (now: number, of: { accepted: number; ms: number }) => {
    if (of.accepted < FEW) settleAt(now, Math.max(1, average(of)), true);
    else settleAt(now, average(of));
  };

  /** What a complaint teaches: the rate that it came at, or else what was taken on the whole. */
  const learn = (now: number) => {
    const nearCeiling = known && known.rate > known.ceiling * HOLD && known.rate <= known.ceiling * RACE_FROM;
    probeAfterMs = nearCeiling ? Math.min(RAREST_PROBE_MS, probeAfterMs * 2) : FIRST_PROBE_MS;
    raceAfterMs = 0;
    if (known) settleAt(now, known.rate);
    else settleAtAverage(now, period);
    period = { ms: 0, accepted: 0 };
  };

  /** Where the pause had to be repeated, the server counts over a longer time: what it took within all of that. */
  const learnFromWait = (now: number, waited: { since: number; accepted: number; ms: number }) => {
    const waitedMs = now - waited.since;
    if (waitedMs > LONGEST_WINDOW_MS) return;
    const ceiling = average({ accepted: waited.accepted, ms: waited.ms + waitedMs });
    if (waited.accepted === 0 || (known && known.ceiling <= ceiling)) return;
    settleAt(now, ceiling);
    probeAfterMs = Math.max(probeAfterMs, waitedMs);
    raceAfterMs = waitedMs * WAITS;
    period = { ms: 0, accepted: 0 };
  };

  const shareOf = ({ ceiling, rate, guessed }: { ceiling: number; rate: number; guessed: boolean }) => {
    if (guessed) return GUESS;
    if (rate < ceiling * HOLD) return RECOVER;
    if (heldMs < probeAfterMs) return 0;
    if (rate < ceiling * RACE_FROM) return PROBE;
    return provenMs < raceAfterMs ? 0 : RACE;
  };

  const grow = (now: number) => {
    if (!known) return;
    const { ceiling, rate, guessed } = known;
    // For want of work nothing is tried, and so nothing is proved.
    const passed = Math.min(now - grownAt, Math.max(1000, 2000 / rate));
    grownAt = now;
    if (!guessed && rate >= ceiling * HOLD) heldMs += passed;
    if (rate >= ceiling * RACE_FROM) provenMs += passed;
    const share = shareOf(known);
    const faster = rate + Math.max(rate, ceiling) * share * (passed / 1000);
    if (faster < Math.max(ceiling, recent) * FORGET_FROM)
      return setRate(now, ceiling, share === PROBE ? Math.min(faster, ceiling * RACE_FROM) : faster, guessed);
    known = null;
    words = '';
    probeAfterMs = FIRST_PROBE_MS;
  };

  return {
    allowed: (now) => {
      if (now < pausedUntil) return 0;
      if (proving) return 1;
      return known ? known.bucket.tokens(now) : Number.POSITIVE_INFINITY;
    },
    nextAt: (now) => Math.max(now, pausedUntil, proving || !known ? now : known.bucket.nextAt(now)),
    take: (count, now) => {
      const gap = takenAt === null ? 0 : now - takenAt;
      period.ms += proving ? gap : Math.min(GAP_MS, gap);
      takenAt = now;
      known?.bucket.take(count, now);
      // Should the answer to this one never come, another goes ahead.
      if (proving) pausedUntil = now + pauseMs;
    },
    undo: (count) => known?.bucket.undo(count),
    slowDown: (complaint) => {
      if (OF_CONNECTION.test(complaint.words)) return false;
      words = complaint.words;
      // One reaction to whatever was on its way together.
      if (complaint.begun < reactedAt) return false;
      const { now } = complaint;
      reactedAt = now;
      if (proving) {
        proving.inVain++;
        pauseMs = Math.min(timing.longestBrakeMs, pauseMs * 2);
      } else {
        proving = { since: now, inVain: 0, ...period, averaged: known === null };
        pauseMs = timing.brakeMs;
        learn(now);
      }
      pausedUntil = now + pauseMs;
      return true;
    },
    wentWell: ({ begun, now }) => {
      recent = recent * Math.exp((answeredAt - now) / RECENT_MS) + 1000 / RECENT_MS;
      answeredAt = now;
      if (begun < reactedAt) {
        // It was on its way when the server complained, and belongs to what was taken until then.
        if (!proving) return;
        proving.accepted++;
        if (proving.averaged) settleAtAverage(now, proving);
        return;
      }
      if (proving) {
        if (proving.inVain > 0) learnFromWait(now, proving);
        proving = null;
        pausedUntil = now;
        grownAt = now;
      }
      period.accepted++;
      grow(now);
    },
    pauseMs: () => pauseMs,
    state: (now) => {
      if (!proving && !known) return null;
      return { words, perSecond: known?.rate ?? null, until: now < pausedUntil ? pausedUntil : null };
    },
  };
}
