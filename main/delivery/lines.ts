import type { Job } from './claim.ts';
import type { Composed } from './compose.ts';
import type { Line, NoLine, Opened } from './line.ts';
import type { Outcome } from './outcome.ts';
import type { Timing } from './timing.ts';

type Slot = { line: Line; job: Job | null; since: number; generation: number };

/** The server gets another connection only this long after it did not want one. */
const GROW_AFTER_MS = 10_000;

/**
 * The open connections of one transport: how many there may be, who is free, and when one that failed to open may be
 * tried again. It knows nothing of the ledger.
 */
type Lines = {
  free: () => number;
  inAir: () => readonly Job[];
  send: (job: Job, composed: Composed) => void;
  /** Opens what `wanted` messages need, within what is allowed at the moment. */
  open: (wanted: number, now: number) => void;
  /** The server asked for less: fewer connections, and a while of nothing. */
  slowDown: (now: number) => void;
  wentWell: (now: number) => void;
  /** A connection was lost before a message left; returns true when that became a habit. */
  lost: (now: number) => boolean;
  /** Forgets past failures: somebody wants it tried now. */
  tryAgain: () => void;
  waitsUntil: (now: number) => number | null;
  brakeMs: () => number;
  closeIdle: (now: number) => number | null;
  closeFree: () => void;
  closeAll: () => void;
};

export function createLines(options: {
  most: () => number;
  openLine: () => Promise<Opened>;
  timing: Timing;
  clock: () => number;
  onOutcome: (job: Job, outcome: Outcome) => void;
  /** A connection was opened, or one with outdated settings was not. */
  onOpened: () => void;
  /** `given up` when a person is needed: the account is wrong, or nothing answered for some time. */
  onNoLine: (no: NoLine, givenUp: boolean) => void;
  onDefect: (error: unknown) => void;
}): Lines {
  const { timing, clock } = options;
  let slots: Slot[] = [];
  let opening = 0;
  let failures = 0;
  let retryAt = 0;
  let brakeUntil = 0;
  let brakeMs = 0;
  let good = 0;
  /** Fewer than `most` while the server wants less of us. */
  let allowed = Number.POSITIVE_INFINITY;
  let limitedAt = 0;
  /** Grows when the settings change: connections of an older one carry their message to its end and no other. */
  let generation = 0;

  const alive = () => {
    slots = slots.filter((slot) => slot.job !== null || slot.line.isOpen());
    return slots;
  };
  const limit = () => Math.max(1, Math.min(options.most(), allowed));
  const fail = (now: number): boolean => {
    failures++;
    retryAt = now + timing.reconnectMs * 2 ** Math.min(failures - 1, 6);
    return failures >= timing.reconnects;
  };

  async function openOne(): Promise<void> {
    const mine = generation;
    opening++;
    let opened: Opened;
    try {
      opened = await options.openLine();
    } catch (error) {
      options.onDefect(error);
      opened = { line: null, why: 'setup', words: 'Something went wrong inside Letterpress; the log has the details.' };
    }
    opening--;
    if (mine !== generation) {
      opened.line?.close();
      return options.onOpened();
    }
    if (opened.line) {
      slots.push({ line: opened.line, job: null, since: clock(), generation });
      return options.onOpened();
    }
    if (alive().length > 0) {
      // Some connections work, so it is only the number of them that the server does not like.
      allowed = slots.length;
      limitedAt = clock();
      return;
    }
    const givenUp = fail(clock()) || opened.why === 'auth' || opened.why === 'setup';
    options.onNoLine(opened, givenUp);
  }

  return {
    free: () => {
      if (clock() < brakeUntil) return 0;
      const busy = slots.reduce((sum, slot) => sum + (slot.job ? 1 : 0), 0);
      return Math.max(0, Math.min(alive().length, limit()) - busy);
    },
    inAir: () => slots.flatMap((slot) => (slot.job ? [slot.job] : [])),
    send: (job, composed) => {
      const slot = slots.find((one) => one.job === null && one.line.isOpen());
      // `free` was asked in the same turn; a line cannot close in between.
      if (!slot) throw new Error('no free connection');
      slot.job = job;
      const settle = (outcome: Outcome) => {
        slot.job = null;
        slot.since = clock();
        if (slot.generation !== generation) slot.line.close();
        options.onOutcome(job, outcome);
      };
      slot.line.deliver(composed.envelope, composed.raw).then(settle, (error: unknown) => {
        options.onDefect(error);
        settle({ is: 'uncertain', code: null, enhancedCode: null, reply: 'Something went wrong inside Letterpress.' });
      });
    },
    open: (wanted, now) => {
      if (now < retryAt || now < brakeUntil) return;
      // The first one is let alone, so that a server that is away is asked once and not fifty times.
      const target = alive().length === 0 ? 1 : Math.min(limit(), wanted);
      for (let count = slots.length + opening; count < target; count++) void openOne();
    },
    slowDown: (now) => {
      if (now >= brakeUntil) {
        brakeMs = Math.min(timing.longestBrakeMs, brakeMs === 0 ? timing.brakeMs : brakeMs * 2);
        brakeUntil = now + brakeMs;
        allowed = Math.max(1, Math.floor(limit() / 2));
        limitedAt = now;
      }
      good = 0;
    },
    wentWell: (now) => {
      failures = 0;
      retryAt = 0;
      if (++good < 20 || now - limitedAt < GROW_AFTER_MS) return;
      good = 0;
      brakeMs = 0;
      allowed++;
    },
    lost: (now) => (now >= retryAt ? fail(now) : failures >= timing.reconnects),
    tryAgain: () => {
      failures = 0;
      retryAt = 0;
    },
    waitsUntil: (now) => {
      const until = Math.max(slots.length > 0 ? 0 : retryAt, brakeUntil);
      return until > now ? until : null;
    },
    brakeMs: () => brakeMs,
    closeIdle: (now) => {
      let next: number | null = null;
      for (const slot of alive()) {
        if (slot.job) continue;
        if (now - slot.since >= timing.idleMs) slot.line.close();
        else next = Math.min(next ?? Number.POSITIVE_INFINITY, slot.since + timing.idleMs);
      }
      alive();
      return next;
    },
    closeFree: () => {
      generation++;
      for (const slot of slots) if (!slot.job) slot.line.close();
      alive();
    },
    closeAll: () => {
      generation++;
      for (const slot of slots) slot.line.close();
      alive();
    },
  };
}
