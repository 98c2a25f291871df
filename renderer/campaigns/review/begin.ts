import type { Wave } from '#shared/schema/plan.ts';
import { resolveWallTime } from '#shared/schema/zoned-time.ts';
import { type Choice, laterOf } from './choice.ts';

/** When what was chosen begins: null for at once. `trouble` says why it cannot. */
export function beginOf(choice: Choice, waves: readonly Wave[] | undefined, now: number): { at: number | null; trouble: string } {
  const when = laterOf(choice);
  if (!when) return { at: null, trouble: 'Choose a day and a time.' };
  if (when.kind === 'at') {
    const { at } = resolveWallTime(when.wall, when.zone);
    return { at, trouble: at <= now ? 'That has passed.' : '' };
  }
  if (when.kind === 'best' && !waves) return { at: when.from, trouble: 'Their hours are being looked up.' };
  const first = waves?.[0]?.at ?? (when.kind === 'best' ? when.from : resolveWallTime(when.wall, when.zone).at);
  return { at: first <= now ? null : first, trouble: '' };
}
