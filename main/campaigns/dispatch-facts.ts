import type { Progress } from '#shared/rpc/sends.ts';
import type { ReadDb } from '../db/db.ts';
import { type Canary, dispatchOf } from '../delivery/delivery.ts';
import { canaryFigures } from './canary.report.ts';
import { wavesToCome } from './waves.report.ts';

type Facts = Pick<Progress, 'waves' | 'spreadMs' | 'canary'>;

/** How a send goes out, and what of it is still to come by plan. */
export function dispatchFacts(db: ReadDb, { sendId, deferred, now }: { sendId: number; deferred: number; now: number }): Facts {
  const dispatch = dispatchOf(db, sendId);
  if (!dispatch) return { waves: [], spreadMs: null, canary: null };
  const { waves, spreadMs, canary } = dispatch;
  return {
    waves: waves.length > 0 && deferred > 0 ? wavesToCome(db, { sendId, waves, now }) : [],
    spreadMs,
    canary: canary && canaryFacts(db, sendId, canary),
  };
}

function canaryFacts(db: ReadDb, sendId: number, { first, after, phase, since }: Canary): Progress['canary'] {
  if (phase === 'over') return null;
  const goesOnAt = after.kind === 'quiet' && since !== null && phase === 'waiting' ? since + after.ms : null;
  return { first, phase, goesOnAt, ...canaryFigures(db, sendId) };
}
