import type { Job } from '../ledger/claim.ts';
import type { Outcome } from '../ledger/outcome.ts';
import type { Line, NoLine, Opened } from './line.ts';
import { createLineGrowth } from './line-growth.ts';
import type { Ready } from './queue.ts';
import { earliest, type Timing } from './timing.ts';

type Slot = {
  line: Line;
  job: Job | null;
  /** The message that was announced on it: it carries that one next, or none. */
  promised: number | null;
  since: number;
  generation: number;
};

/**
 * The open connections of one transport: how many there may be, who is free, and when one that failed to open may be
 * tried again, for as long as it takes. It knows nothing of the ledger.
 */
export type Lines = {
  /** How many are open, with work or without. */
  open: () => number;
  free: () => number;
  inAir: () => readonly Job[];
  /** The messages that connections are promised to; `free` are those that may leave at once. */
  promised: () => { all: ReadonlySet<number>; free: readonly number[] };
  /** Gives up the connections whose promised message is no longer wanted, or must not leave soon. */
  breakPromises: (wanted: (id: number) => boolean) => void;
  /** Whether it saves time to tell a connection what comes next. */
  takesAhead: () => boolean;
  /** `next` is announced behind it, where the connection takes that. */
  send: (ready: Ready, next: Ready | undefined) => void;
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
  /** Some servers and virus scanners hang up on what is announced ahead, and a message in the air is uncertain then: once is enough. */
  let aheadWorks = true;

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
      slots.push({ line: opened.line, job: null, promised: null, since: uptime(), generation });
      trouble = null;
      growth.opened(alive().length);
      return options.onOpened();
    }
    // Where others work, it is only the number of them that the server does not like.
    if (alive().length > 0) return growth.refused(slots.length + opening, uptime());
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
    promised: () => {
      const kept = alive().filter(({ promised }) => promised !== null);
      const ids = (of: Slot[]) => of.flatMap(({ promised }) => promised ?? []);
      return { all: new Set(ids(kept)), free: ids(kept.filter(({ job }) => job === null)) };
    },
    breakPromises: (wanted) => {
      for (const slot of slots) {
        if (slot.job === null && slot.promised !== null && !wanted(slot.promised)) slot.line.close();
      }
      alive();
    },
    takesAhead: () => aheadWorks,
    send: ({ job, composed }, next) => {
      const free = slots.filter((one) => one.job === null && one.line.isOpen());
      const slot = free.find(({ promised }) => promised === job.id) ?? free.find(({ promised }) => promised === null);
      const begun = uptime();
      // It closed while the disk was waited for.
      if (!slot) {
        options.onOutcome(job, { is: 'unsent', code: null, enhancedCode: null, reply: 'The connection was closed.' }, begun);
        return;
      }
      slot.job = job;
      slot.promised = null;
      const ahead = next && slot.line.takesAhead() ? { envelope: next.composed.envelope, bytes: next.composed.bytes } : undefined;
      // Kept for it from now on: another connection must not take it in the meantime.
      if (next && ahead) slot.promised = next.job.id;
      const settle = (outcome: Outcome) => {
        slot.job = null;
        slot.since = uptime();
        if (slot.line.announced() === null) slot.promised = null;
        if (outcome.is === 'uncertain' && ahead) aheadWorks = false;
        if (slot.generation !== generation) slot.line.close();
        options.onOutcome(job, outcome, begun);
      };
      const leave = async () => await slot.line.deliver(composed.envelope, await composed.raw, ahead);
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
