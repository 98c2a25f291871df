import type { Progress } from '#shared/rpc/sends.ts';
import type { Changes } from '../base/changes.ts';
import type { Clock } from '../base/clock.ts';
import type { ReadDb } from '../db/db.ts';
import { countByStatus, type Delivery, leftToPrepare, openMessages, requireSend } from '../delivery/delivery.ts';
import { dispatchFacts } from './dispatch-facts.ts';

/** What progress is read from; a workspace has it all. */
export type ProgressTools = {
  readonly db: ReadDb;
  readonly clock: Clock;
  readonly changes: Changes;
  readonly delivery: Pick<Delivery, 'pace'>;
};

const LEAST_MS = 250;

/** How far a send is, counted from the ledger. */
export function progressOf({ db, clock, delivery }: ProgressTools, sendId: string): Progress {
  const send = requireSend(db, sendId);
  const counts = countByStatus(db, send.id);
  const open = openMessages(counts);
  const facts = dispatchFacts(db, { sendId: send.id, deferred: counts.deferred, now: clock() });
  const { perSecond, limitedBy, nextTryAt, waiting } = delivery.pace(send.id);
  // What is left may wait for another try only; the pace so far then says nothing about when it is done.
  const goesOn =
    send.state === 'sending' &&
    !waiting &&
    perSecond > 0 &&
    open > counts.deferred &&
    !facts.canary &&
    facts.waves.length === 0 &&
    facts.spreadMs === null;
  return {
    sendId: send.publicId,
    state: send.state,
    pauseReason: send.pauseReason,
    recipients: send.recipients,
    preparing: preparing(db, send.id, counts),
    counts,
    perSecond,
    msLeft: goesOn ? Math.round((open / perSecond) * 1000) : open === 0 ? 0 : null,
    limitedBy,
    nextTryAt: send.state === 'sending' ? nextTryAt : null,
    waiting: open > 0 ? waiting : null,
    startedAt: send.startedAt,
    finishedAt: send.finishedAt,
    ...facts,
  };
}

/** While the messages of a large audience are being written down: how many are, of how many. */
function preparing(db: ReadDb, sendId: number, counts: Progress['counts']): Progress['preparing'] {
  const left = leftToPrepare(db, sendId);
  if (left === null) return null;
  const of = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { done: of - left, of };
}

/**
 * Progress now, and again whenever it changes, at most four times a second; on sends so large that counting takes a
 * while, less often, so that watching never holds up the sending. Ends when the send is finished.
 */
export async function* watchProgress(
  tools: ProgressTools,
  watch: { sendId: string; signal: AbortSignal },
): AsyncGenerator<Progress> {
  const { sendId, signal } = watch;
  let changed = Promise.withResolvers<void>();
  const wake = () => changed.resolve();
  const unsubscribe = tools.changes.subscribe((topics) => {
    if (topics.includes('sends') || topics.includes('messages')) wake();
  });
  signal.addEventListener('abort', wake);
  try {
    while (!signal.aborted) {
      changed = Promise.withResolvers<void>();
      const start = performance.now();
      const progress = progressOf(tools, sendId);
      const took = performance.now() - start;
      yield progress;
      if (progress.state === 'finished') return;
      await rest(Math.max(LEAST_MS, took * 10), signal);
      await changed.promise;
    }
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', wake);
  }
}

/** Waits, but not longer than until the watching ends. */
function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
