import type { Report } from '#shared/rpc/campaigns.ts';
import type { Progress } from '#shared/rpc/sends.ts';

/** What became of the messages, from the report; newer, from the progress where there is one. */
export type Outcomes = {
  recipients: number;
  accepted: number;
  refused: number;
  deferred: number;
  uncertain: number;
  skipped: number;
  /** Not tried yet, or being tried. */
  waiting: number;
};

export function outcomesOf(report: Report, progress: Progress | null): Outcomes {
  if (!progress) {
    const { recipients, accepted, refused, deferred, uncertain, skipped, pending } = report;
    return { recipients, accepted, refused, deferred, uncertain, skipped, waiting: pending };
  }
  const { accepted, refused, deferred, uncertain, skipped, pending, claimed, attempting } = progress.counts;
  const later = putOffByPlan(progress);
  const waiting = pending + claimed + attempting + later;
  return { recipients: progress.recipients, accepted, refused, deferred: deferred - later, uncertain, skipped, waiting };
}

/** Those that wait for their wave, or go first, and not because a server asked for it. */
function putOffByPlan({ counts, waves, canary }: Progress): number {
  if (canary?.phase === 'running') return counts.deferred;
  const inWaves = waves.reduce((sum, { recipients }) => sum + recipients, 0);
  return Math.min(inWaves, counts.deferred);
}

/** Messages with which nothing more happens by itself, of those that were to be sent. */
export const settled = ({ accepted, refused, uncertain }: Outcomes): number => accepted + refused + uncertain;
