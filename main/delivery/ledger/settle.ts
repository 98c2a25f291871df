import type { MessageStatus } from '#shared/schema/words.ts';
import type { WriteDb } from '../../db/db.ts';
import type { Timing } from '../loop/timing.ts';
import type { Suppressions } from '../ports.ts';
import { sendFacts } from '../sends/sends.store.ts';
import type { Claimed } from './claim.store.ts';
import type { Outcome } from './outcome.ts';
import { settle } from './settle.store.ts';
import { insertTranscript } from './transcripts.store.ts';

type Decision = { status: MessageStatus; reason: string; dueAt?: number };

/** Writes down what became of an attempt; returns the message's new status. Call in a transaction. */
export function settleOutcome(
  db: WriteDb,
  settled: {
    job: Claimed;
    outcome: Outcome;
    now: number;
    timing: Timing;
    suppressions: Suppressions;
    brakeMs: number;
    from?: 'attempting' | 'claimed';
  },
): MessageStatus {
  const { job, outcome, now, suppressions } = settled;
  const decision = keepCancelled(db, job, decide(settled));
  settle(db, {
    id: job.id,
    from: settled.from ?? 'attempting',
    status: decision.status,
    reason: decision.reason,
    code: outcome.code,
    enhancedCode: outcome.enhancedCode,
    reply: outcome.reply,
    dueAt: decision.dueAt ?? 0,
    settledAt: decision.status === 'pending' ? null : now,
  });
  if (outcome.dialogue && outcome.dialogue.length > 0)
    insertTranscript(db, { messageId: job.id, at: now, lines: outcome.dialogue });
  if (outcome.is === 'refused' && outcome.reason === 'bounced')
    suppressions.suppress({ email: job.email, reason: 'bounced', evidence: outcome.reply, messageId: job.id, now });
  return decision.status;
}

function decide(settled: { job: Claimed; outcome: Outcome; now: number; timing: Timing; brakeMs: number }): Decision {
  const { job, outcome, now } = settled;
  switch (outcome.is) {
    case 'accepted':
      return { status: 'accepted', reason: '' };
    case 'refused':
      return { status: 'refused', reason: outcome.reason };
    case 'uncertain':
      return { status: 'uncertain', reason: 'no-answer' };
    case 'deferred':
      return later(settled, outcome.slowDown ? 'slow-down' : 'deferred');
    case 'unsent':
      // Mostly an idle connection that the server had closed: the next one will do. Only a habit of it is worth a wait.
      return job.attempts < 2 ? { status: 'pending', reason: 'connection-lost' } : later(settled, 'connection-lost');
    case 'trouble':
      // What holds up its send again and again may be about this one message alone: it lets the others pass.
      if (job.sendId !== null)
        return isTriedEnough(outcome, job) ? later(settled, outcome.with) : { status: 'pending', reason: outcome.with };
      // Somebody is waiting for the outcome of a test; the others may still leave when the account works again.
      if (job.kind === 'test') return { status: 'refused', reason: outcome.with };
      return { ...later(settled, outcome.with), dueAt: now + 300_000 };
  }
}

/** Whether a trouble that was told after a recipient was named has come with the very same message before. */
export const isTriedEnough = (outcome: Outcome & { is: 'trouble' }, job: Claimed): boolean =>
  outcome.ofMessage === true && job.attempts >= 2;

function later(settled: { job: Claimed; now: number; timing: Timing; brakeMs: number }, reason: string): Decision {
  const { job, now, timing } = settled;
  const givenUpAt = (job.firstAttemptedAt ?? now) + timing.giveUpMs;
  const enough = job.attempts + 1 >= timing.leastTries;
  if (enough && now >= givenUpAt) return { status: 'refused', reason: 'gave-up' };
  const usual = timing.retryMs[Math.min(job.attempts, timing.retryMs.length - 1)] ?? 60_000;
  // Told to slow down, the message itself is not at fault: it only waits for the brake, unless that happens again and again.
  const wait = reason === 'slow-down' && job.attempts < 3 ? Math.min(settled.brakeMs, usual) : usual;
  // The last try comes at the age at which it is given up, not hours after it.
  return { status: 'deferred', reason, dueAt: enough ? Math.min(now + wait, Math.max(givenUpAt, now + 1)) : now + wait };
}

/** A message that would wait for another attempt is skipped when its send was cancelled while it was in the air. */
function keepCancelled(db: WriteDb, job: Claimed, decision: Decision): Decision {
  if (job.sendId === null || (decision.status !== 'pending' && decision.status !== 'deferred')) return decision;
  return sendFacts(db, job.sendId)?.state === 'cancelled' ? { status: 'skipped', reason: 'cancelled' } : decision;
}
