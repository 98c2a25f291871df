/** What the server refused is tried again this much later, and twice as much each time. Milliseconds of the uptime. */
const AFTER_REFUSAL_MS = 10_000;
const LONGEST_AFTER_REFUSAL_MS = 600_000;
/** The same for connections that brought nothing. */
const AFTER_TRIAL_MS = 500;
const LONGEST_AFTER_TRIAL_MS = 60_000;
/** Enough to compare how much leaves with some connections and with twice as many: so long, or so many answers. */
const MEASURE_MS = 100;
const MEASURE_ANSWERS = 100;
const HELPS = 1.1;
/** A computer with much else to do makes one measurement bad, but hardly so many in a row. */
const MEASUREMENTS = 3;
/** A server that takes its time is given another connection this often, answers or not. */
const PATIENCE_MS = 500;

/**
 * How many connections are worth having. There is one at first; each answered message is worth another, up to a stage.
 * The next stage is twice that, if the one before brought more than half of it had.
 */
export type LineGrowth = {
  most: (configured: number) => number;
  /** There is nothing open any more. */
  restart: () => void;
  opened: (open: number) => void;
  answered: () => void;
  /** There is work for another connection, or there is not. */
  wants: (more: boolean, configured: number, now: number) => void;
  /** The server did not want more than these. */
  refused: (open: number, now: number) => void;
  halve: () => void;
  /** In how many milliseconds to ask again; null when only an answer makes a difference. */
  askAgainMs: (now: number) => number | null;
};

export function createLineGrowth(): LineGrowth {
  let reach = 1;
  let stage = 1;
  /** What the last stage brought, in messages per millisecond. */
  let before: { reach: number; perMs: number } | null = null;
  let measured: { since: number; answers: number } | null = null;
  let inVain = 0;
  let trial = { at: 0, afterMs: AFTER_TRIAL_MS };
  let cap = Number.POSITIVE_INFINITY;
  /** Since when there is more work than connections, and no answer. */
  let quietSince: number | null = null;
  let refusal = { at: 0, afterMs: AFTER_REFUSAL_MS / 2 };

  const judge = (perMs: number, configured: number, now: number) => {
    const next = Math.min(configured, reach * 2);
    if (before && reach === before.reach) {
      before.perMs = perMs;
      if (now >= trial.at) stage = next;
      return;
    }
    // Less than half as many more again: too little to tell from chance.
    if (!before || reach < before.reach * 1.5 || perMs > before.perMs * HELPS) {
      before = { reach, perMs };
      trial = { at: now, afterMs: AFTER_TRIAL_MS };
      stage = next;
      inVain = 0;
    } else if (++inVain === MEASUREMENTS) {
      trial = { at: now + trial.afterMs, afterMs: Math.min(LONGEST_AFTER_TRIAL_MS, trial.afterMs * 2) };
      reach = before.reach;
      stage = before.reach;
      inVain = 0;
    }
  };

  return {
    most: (configured) => Math.max(1, Math.min(configured, reach, cap)),
    restart: () => {
      reach = 1;
      measured = null;
    },
    opened: (open) => {
      if (open >= cap) refusal = { ...refusal, afterMs: AFTER_REFUSAL_MS / 2 };
    },
    answered: () => {
      quietSince = null;
      if (measured) measured.answers++;
      if (reach >= stage) return;
      reach++;
      measured = null;
    },
    wants: (more, configured, now) => {
      if (!more || reach >= configured) quietSince = null;
      if (!more) {
        measured = null;
        return;
      }
      if (reach < configured) {
        quietSince ??= now;
        if (now - quietSince >= PATIENCE_MS) {
          reach++;
          stage = Math.max(stage, reach);
          quietSince = now;
          measured = null;
        }
      }
      if (now - refusal.at >= refusal.afterMs && reach >= cap) {
        cap++;
        refusal.at = now;
      }
      if (reach < stage) return;
      measured ??= { since: now, answers: 0 };
      const ms = now - measured.since;
      const enough = measured.answers >= 2 * reach && (ms >= MEASURE_MS || measured.answers >= MEASURE_ANSWERS || reach === 1);
      if (!enough) return;
      const perMs = measured.answers / Math.max(1, ms);
      measured = null;
      judge(perMs, configured, now);
    },
    refused: (open, now) => {
      cap = Math.max(1, open);
      refusal = { at: now, afterMs: Math.min(LONGEST_AFTER_REFUSAL_MS, refusal.afterMs * 2) };
    },
    halve: () => {
      reach = Math.max(1, Math.floor(reach / 2));
      stage = reach;
      before = null;
      measured = null;
    },
    askAgainMs: (now) => (quietSince === null ? null : Math.max(1, quietSince + PATIENCE_MS - now)),
  };
}
