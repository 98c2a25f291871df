import type { Changes } from '../../base/changes.ts';

const PAUSE_MS = 500;

/** Tells screens that something changed, at most twice a second: a large send brings thousands of events a minute. */
export function announcer(changes: Changes) {
  let timer: NodeJS.Timeout | null = null;
  return {
    soon: () => {
      timer ??= setTimeout(() => {
        timer = null;
        changes.announce('messages', 'sends', 'campaigns', 'contacts', 'lists', 'suppressions', 'sesEvents');
      }, PAUSE_MS).unref();
    },
    stop: () => {
      if (timer) clearTimeout(timer);
      timer = null;
    },
  };
}
