import type { MessageStatus } from '#shared/schema/words.ts';
import type { WriteDb } from '../../db/db.ts';
import type { Claimed } from '../ledger/claim.store.ts';
import type { Job } from '../ledger/claim.ts';
import type { Outcome } from '../ledger/outcome.ts';
import { isTriedEnough, settleOutcome } from '../ledger/settle.ts';
import { createBrake } from '../pace/brake.ts';
import type { Suppressions } from '../ports.ts';
import { closeIfDone } from '../sends/sends.ts';
import type { Holds } from './holds.ts';
import type { Lines } from './lines.ts';
import type { Queue } from './queue.ts';
import type { Timing } from './timing.ts';

/** What servers answered, until it is written down. What writes is to be called in a transaction. */
export type Answers = {
  add: (job: Job, outcome: Outcome) => void;
  areThere: () => boolean;
  /** Nothing but messages that were taken, of sends that have more: nobody acts upon that at once. */
  areRoutine: () => boolean;
  settle: (now: number) => void;
  /** They are written down. */
  forget: () => void;
  /** Closes those of the sends that have nothing left, in the queue or on its way. */
  closeDone: (sendIds: ReadonlySet<number>, now: number) => void;
  /** What never left is refused with words of our own. */
  fail: (job: Job, words: string, now: number) => void;
};

export function createAnswers(options: {
  db: WriteDb;
  timing: Timing;
  suppressions: Suppressions;
  queue: Queue;
  holds: Holds;
  lines: Pick<Lines, 'inAir'>;
  /** How long the account is to be left alone when it asks for that, in milliseconds. */
  brakeMs: () => number;
  /** The whole account does not let anything leave, for this reason. */
  onAccountHeld: (reason: string) => void;
  onSettled: (message: Claimed, status: MessageStatus) => void;
  onSend: (sendId: number, state: 'finished' | 'waits') => void;
}): Answers {
  const { db, timing, suppressions, queue, holds, lines } = options;
  const brake = createBrake();
  let answered: { job: Job; outcome: Outcome; tooMuch: string | null }[] = [];

  function closeDone(sendIds: ReadonlySet<number>, now: number): void {
    for (const sendId of sendIds) {
      if (queue.holds(sendId) || lines.inAir().some((job) => job.sendId === sendId)) continue;
      const state = closeIfDone(db, { sendId, now });
      if (state === 'open') continue;
      brake.forget(sendId);
      options.onSend(sendId, state);
    }
  }

  return {
    add: (job, outcome) => {
      const tooMuch = job.sendId === null ? null : brake.note(job.sendId, outcome);
      answered.push({ job, outcome, tooMuch });
    },
    areThere: () => answered.length > 0,
    areRoutine: () =>
      answered.every(
        ({ job, outcome, tooMuch }) =>
          outcome.is === 'accepted' && tooMuch === null && job.sendId !== null && queue.holds(job.sendId),
      ),
    settle: (now) => {
      const quiet = new Set<number>();
      for (const { job, outcome, tooMuch } of answered) {
        const status = settleOutcome(db, { job, outcome, now, timing, suppressions, brakeMs: options.brakeMs() });
        if (outcome.is === 'trouble' && !isTriedEnough(outcome, job) && holds.by(outcome, job) === 'account')
          options.onAccountHeld(outcome.reply);
        if (tooMuch !== null && job.sendId !== null) holds.one(job.sendId, tooMuch);
        options.onSettled(job, status);
        if (job.sendId !== null) quiet.add(job.sendId);
      }
      closeDone(quiet, now);
    },
    forget: () => {
      answered = [];
    },
    closeDone,
    fail: (job, words, now) => {
      const outcome = { is: 'refused', reason: 'other', code: null, enhancedCode: null, reply: words } as const;
      options.onSettled(job, settleOutcome(db, { job, outcome, now, timing, suppressions, brakeMs: 0, from: 'claimed' }));
    },
  };
}
