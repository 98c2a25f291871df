/** What the server refused is tried again this much later, and twice as much each time. Milliseconds of the uptime. */
const AFTER_REFUSAL_MS = 10_000;
const LONGEST_AFTER_REFUSAL_MS = 600_000;
/** A server that takes its time is given another connection this often, answers or not. */
const PATIENCE_MS = 500;
/** How many there may be as soon as the first has been greeted and logged in. */
const FIRST_FEW = 4;
/** Once the server has asked for less, so many answers are worth one connection more. */
const GENTLE_ANSWERS = 20;

/**
 * How many connections there may be. There is one at first, and a few when that one is open; while the server is well each
 * that opens and each answer is worth another, which doubles them with every round trip, up to what is configured.
 */
export type LineGrowth = {
  most: (configured: number) => number;
  /** There is nothing open any more. */
  restart: () => void;
  opened: (open: number) => void;
  answered: () => void;
  /** There is work for another connection, or there is not. */
  wants: (more: boolean, configured: number, now: number) => void;
  /** The server did not want more than these, of which some may still be opening. */
  refused: (open: number, now: number) => void;
  halve: () => void;
  /** In how many milliseconds to ask again; null when only an answer makes a difference. */
  askAgainMs: (now: number) => number | null;
};

export function createLineGrowth(): LineGrowth {
  let reach = 1;
  let answers = 0;
  let answersEach = 1;
  let cap = Number.POSITIVE_INFINITY;
  /** Since when there is more work than connections, and no answer. */
  let quietSince: number | null = null;
  let refusal = { at: 0, afterMs: AFTER_REFUSAL_MS / 2 };
  /** Whether more was asked for since the last refusal: several that were tried at the same time are one. */
  let asked = true;

  return {
    most: (configured) => Math.max(1, Math.min(configured, reach, cap)),
    restart: () => {
      reach = 1;
      answers = 0;
      quietSince = null;
    },
    opened: (open) => {
      if (asked && open >= cap) refusal = { ...refusal, afterMs: AFTER_REFUSAL_MS / 2 };
      cap = Math.max(cap, open);
      if (answersEach === 1) reach = Math.max(FIRST_FEW, reach + 1);
    },
    answered: () => {
      quietSince = null;
      if (++answers < answersEach) return;
      answers = 0;
      reach++;
    },
    wants: (more, configured, now) => {
      reach = Math.min(reach, configured);
      if (!more || reach === configured) quietSince = null;
      if (!more) return;
      if (reach < configured) {
        quietSince ??= now;
        if (now - quietSince >= PATIENCE_MS) {
          reach++;
          quietSince = now;
        }
      }
      if (now - refusal.at >= refusal.afterMs && reach >= cap) {
        cap++;
        refusal.at = now;
        asked = true;
      }
    },
    refused: (open, now) => {
      cap = Math.max(1, open);
      refusal = { at: now, afterMs: asked ? Math.min(LONGEST_AFTER_REFUSAL_MS, refusal.afterMs * 2) : refusal.afterMs };
      asked = false;
    },
    halve: () => {
      reach = Math.max(1, Math.floor(reach / 2));
      answers = 0;
      answersEach = GENTLE_ANSWERS;
    },
    askAgainMs: (now) => (quietSince === null ? null : Math.max(1, quietSince + PATIENCE_MS - now)),
  };
}
