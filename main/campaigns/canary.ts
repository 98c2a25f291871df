import { canaryInTrouble, canaryIsThrough, canaryThrough, goOnAfterCanary, openDispatches } from '../delivery/delivery.ts';
import { type CanaryFigures, canaryFigures } from './canary.report.ts';
import type { Tools } from './launch.ts';

/**
 * Looks after sends of which some went first: notes when those are through, and lets the others go when a quiet while
 * has passed without trouble. Trouble makes it wait for a person. Called every few seconds.
 */
export function mindCanaries({ db, clock, changes, delivery }: Tools): void {
  let changed = false;
  for (const { sendId, canary, isSending } of openDispatches(db)) {
    if (!canary || canary.phase === 'over' || !isSending) continue;
    const now = clock();
    if (canary.phase === 'running') {
      if (!canaryIsThrough(db, sendId)) continue;
      canaryThrough(db, { sendId, now });
      changed = true;
      continue;
    }
    if (canary.after.kind === 'person') continue;
    const trouble = troubleOf(canaryFigures(db, sendId), canary.after);
    if (trouble) canaryInTrouble(db, { sendId, reason: `${trouble} The others wait for you.` });
    else if (now - (canary.since ?? now) >= canary.after.ms) goOnAfterCanary(db, { sendId, now });
    else continue;
    changed = true;
  }
  if (!changed) return;
  changes.announce('sends', 'campaigns', 'messages');
  delivery.wake();
}

/** What speaks against going on by itself, in a sentence; empty where nothing does. */
export function troubleOf({ tried, refused, uncertain, complained }: CanaryFigures, bounds: { refusedPercent: number }): string {
  if (complained > 0) return `Of the first ${tried}, ${complained === 1 ? 'one' : complained} complained.`;
  if (refused * 100 > bounds.refusedPercent * tried) return `Of the first ${tried}, ${refused} were refused.`;
  if (uncertain > 0) return `Of the first ${tried}, it is not known of ${uncertain} whether they arrived.`;
  return '';
}
