import type { Changes } from '../base/changes.ts';

/** Whatever happens is announced soon; this is for what nobody announces, such as what another process wrote. */
const IDLE_MS = 5_000;
/** After news there is often more. */
const GATHER_MS = 40;
/** Slices of a long backlog leave the thread to others in between. */
const BREATH_MS = 15;
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Does `work` when something changed and when something is due. It answers in how many milliseconds that is: 0 for at once,
 * null for nothing in sight.
 */
export function createPulse(options: { changes: Changes; work: () => number | null; onError: (error: unknown) => void }) {
  const { changes, work, onError } = options;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let at = 0;
  let unsubscribe: (() => void) | null = null;

  function plan(ms: number): void {
    const when = performance.now() + ms;
    if (!unsubscribe || (timer && at <= when)) return;
    if (timer) clearTimeout(timer);
    at = when;
    timer = setTimeout(run, Math.min(ms, LONGEST_MS));
    timer.unref();
  }

  function run(): void {
    timer = null;
    let wait: number | null = null;
    try {
      wait = work();
    } catch (error) {
      // Such as a database that is locked or full: it is tried again, and nothing was written half.
      onError(error);
    }
    plan(wait === null ? IDLE_MS : Math.min(IDLE_MS, Math.max(wait, BREATH_MS)));
  }

  return {
    start: () => {
      unsubscribe ??= changes.subscribe((topics) => {
        if (topics.some((topic) => topic !== 'webhooks' && topic !== 'audit' && topic !== 'requests')) plan(GATHER_MS);
      });
      plan(0);
    },
    beat: () => plan(0),
    stop: () => {
      unsubscribe?.();
      unsubscribe = null;
      if (timer) clearTimeout(timer);
      timer = null;
    },
  };
}
