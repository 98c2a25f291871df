import type { Changes } from '../../base/changes.ts';

const PAUSE_MS = 1000;

/**
 * Announces visits at most once a second for each workspace: the minutes after a launch bring many, and each
 * announcement makes open screens ask again.
 */
export function announcer() {
  const waiting = new Map<Changes, NodeJS.Timeout>();
  const announce = (changes: Changes): void => {
    if (waiting.has(changes)) return;
    const timer = setTimeout(() => {
      waiting.delete(changes);
      changes.announce('sends', 'campaigns');
    }, PAUSE_MS);
    timer.unref();
    waiting.set(changes, timer);
  };
  announce.stop = (): void => {
    for (const timer of waiting.values()) clearTimeout(timer);
    waiting.clear();
  };
  return announce;
}
