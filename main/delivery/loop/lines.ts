import type { Job } from '../ledger/claim.ts';
import type { Outcome } from '../ledger/outcome.ts';
import type { Composed } from '../mime/compose.ts';
import type { Line, NoLine, Opened } from './line.ts';
import { createLineGrowth } from './line-growth.ts';
import { earliest, type Timing } from './timing.ts';

type Slot = { line: Line; job: Job | null; since: number; generation: number };

/**
 * The open connections of one transport: how many there may be, who is free, and when one that failed to open may be
 * tried again, for as long as it takes. It knows nothing of the ledger.
 */
type Lines = {
  /** How many are open, with work or without. */
  open: () => number;
  free: () => number;
  inAir: () => readonly Job[];
  send: (job: Job, composed: Composed) => void;
  /** Opens what `wanted` messages at a time need, within what is good at the moment. */
  ask: (wanted: number) => void;
  /** The server asked for less. */
  slowDown: () => void;
  wentWell: () => void;
  /** A connection was lost before a message left. */
  lost: (words: string) => void;
  /** Forgets past failures: somebody wants it tried now. */
  tryAgain: () => void;
  /** How long nothing is tried, in milliseconds; null when it may be. */
  waitMs: () => number | null;
  /** Why there is no connection, until there is one again. */
  trouble: () => NoLine | null;
  /** Closes what was idle for long; returns in how many milliseconds to look after the lines again, or null. */
  rest: () => number | null;
  closeFree: () => void;
  closeAll: () => void;
};

export function createLines(options: {
  most: () => number;
  openLine: () => Promise<Opened>;
  timing: Timing;
  /** What is waited for goes by this: the clock may be set. */
  uptime: () => number;
  /** `begun`: when the message left, by the uptime. */
  onOutcome: (job: Job, outcome: Outcome, begun: number) => void;
  /** A connection was opened, or one with outdated settings was not. */
  onOpened: () => void;
  /** `given up` when a person is needed: the account is wrong. Otherwise it is tried again. */
  onNoLine: (no: NoLine, givenUp: boolean) => void;
  onDefect: (error: unknown) => void;
}): Lines {
  const { timing, uptime } = options;
  const growth = createLineGrowth();
  let slots: Slot[] = [];
  let opening = 0;
  let failures = 0;
  let retryAt = 0;
  let trouble: NoLine | null = null;
  /** Grows when the settings change: connections of an older one carry their message to its end and no other. */
  let generation = 0;

  const alive = () => {
    slots = slots.filter((slot) => slot.job !== null || slot.line.isOpen());
    return slots;
  };
  const fail = (no: NoLine) => {
    trouble = no;
    growth.restart();
    retryAt = uptime() + Math.min(timing.longestReconnectMs, timing.reconnectMs * 2 ** Math.min(failures++, 20));
  };

  const waitMs = () => {
    const ms = slots.length > 0 ? 0 : retryAt - uptime();
    return ms > 0 ? ms : null;
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
      slots.push({ line: opened.line, job: null, since: uptime(), generation });
      trouble = null;
      growth.opened(alive().length);
      return options.onOpened();
    }
    // Where others work, it is only the number of them that the server does not like.
    if (alive().length > 0) return growth.refused(slots.length, uptime());
    fail(opened);
    options.onNoLine(opened, opened.why === 'auth' || opened.why === 'setup');
  }

  return {
    open: () => alive().length,
    free: () => {
      const busy = slots.reduce((sum, slot) => sum + (slot.job ? 1 : 0), 0);
      return Math.max(0, Math.min(alive().length, growth.most(options.most())) - busy);
    },
    inAir: () => slots.flatMap((slot) => (slot.job ? [slot.job] : [])),
    send: (job, composed) => {
      const slot = slots.find((one) => one.job === null && one.line.isOpen());
      // `free` was asked in the same turn; a line cannot close in between.
      if (!slot) throw new Error('no free connection');
      const begun = uptime();
      slot.job = job;
      const settle = (outcome: Outcome) => {
        slot.job = null;
        slot.since = uptime();
        if (slot.generation !== generation) slot.line.close();
        options.onOutcome(job, outcome, begun);
      };
      const leave = async () => await slot.line.deliver(composed.envelope, await composed.raw);
      leave().then(settle, (error: unknown) => {
        options.onDefect(error);
        settle({ is: 'uncertain', code: null, enhancedCode: null, reply: 'Something went wrong inside Letterpress.' });
      });
    },
    ask: (wanted) => {
      const now = uptime();
      if (now < retryAt) return;
      alive();
      const most = growth.most(options.most());
      growth.wants(wanted > most, options.most(), now);
      const target = Math.min(growth.most(options.most()), wanted);
      for (let count = slots.length + opening; count < target; count++) void openOne();
    },
    slowDown: growth.halve,
    wentWell: () => {
      failures = 0;
      retryAt = 0;
      trouble = null;
      growth.answered();
    },
    lost: (words) => {
      if (uptime() >= retryAt) fail({ line: null, why: 'unreachable', words });
    },
    tryAgain: () => {
      failures = 0;
      retryAt = 0;
    },
    waitMs,
    trouble: () => trouble,
    rest: () => {
      const now = uptime();
      const times = [waitMs(), growth.askAgainMs(now)];
      for (const slot of alive()) {
        if (slot.job) continue;
        const left = slot.since + timing.idleMs - now;
        if (left > 0) times.push(left);
        else {
          slot.line.close();
          if (alive().length === 0) growth.restart();
        }
      }
      return earliest(times);
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
