import { conflict, notFound } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { ReadDb, WriteDb } from '../../db/db.ts';
import { releaseClaimedOf } from '../ledger/claim.store.ts';
import { skipSingles } from '../ledger/insert.store.ts';
import { messageById } from '../ledger/messages.report.ts';
import { moveMessages, settle } from '../ledger/settle.store.ts';
import { hasOpenMessages, hasWaiting, statusCounts } from '../ledger/standing.report.ts';
import { dispatchOf, setCanary } from './dispatch.store.ts';
import { isOpen, stateAfter } from './send-state.ts';
import { insertSend, type Send, sendByPublicId, sendFacts, sendsIn, setSendState } from './sends.store.ts';

/** How many waiting messages of a cancelled send are set aside in one statement, and how long all of them may take at once. */
const FEW = 200;
const SLICE_MS = 8;

export function createSend(
  db: WriteDb,
  send: { campaignId: number; transportId: number; content: unknown; now: number },
): { id: number; publicId: string } {
  const publicId = newId(send.now);
  return { id: insertSend(db, { ...send, publicId, startedAt: send.now }), publicId };
}

export function requireSend(db: ReadDb, publicId: string): Send {
  const send = sendByPublicId(db, publicId);
  if (!send) throw notFound('sends.unknown', 'There is no such send.');
  return send;
}

/** At once: claimed messages go back, so that nothing but what is in the air still leaves. */
export function pauseSend(db: WriteDb, pause: { sendId: number; reason?: string }): void {
  db.transaction(() => {
    const facts = requireOpen(db, pause.sendId, 'pause');
    releaseClaimedOf(db, facts.id);
    setSendState(db, { sendId: facts.id, state: 'paused', pauseReason: pause.reason ?? '', finishedAt: null });
  });
}

/** Where the first ones were waited for by a person, this is that person's word. Call `wake` afterwards. */
export function resumeSend(db: WriteDb, resume: { sendId: number }): void {
  db.transaction(() => {
    const facts = requireOpen(db, resume.sendId, 'resume');
    const canary = dispatchOf(db, facts.id)?.canary;
    if (canary?.phase === 'waiting' && canary.after.kind === 'person')
      setCanary(db, { ...canary, sendId: facts.id, phase: 'over' });
    setSendState(db, { sendId: facts.id, state: 'sending', pauseReason: '', finishedAt: null });
  });
}

/**
 * At once: nothing but what is in the air still leaves, and nothing that waits can be claimed any more. The first of those
 * that wait are set aside here, the others by the loop. Call `wake` afterwards.
 */
export function cancelSend(db: WriteDb, cancel: { sendId: number; now: number }): void {
  db.transaction(() => {
    const facts = requireOpen(db, cancel.sendId, 'cancel');
    setSendState(db, { sendId: facts.id, state: 'cancelled', pauseReason: '', finishedAt: cancel.now });
    setAside(db, cancel);
  });
}

/** Sets aside a slice of what waits of cancelled sends; says whether some is left. */
export function sweepCancelled(db: WriteDb, now: number): boolean {
  const sendIds = sendsIn(db, 'cancelled').filter((sendId) => hasWaiting(db, sendId));
  if (sendIds.length === 0) return false;
  return db.slice(() => sendIds.map((sendId) => setAside(db, { sendId, now })).some((left) => left));
}

/** Turns waiting messages into skipped ones for a moment; returns whether some are left. */
function setAside(db: WriteDb, { sendId, now }: { sendId: number; now: number }): boolean {
  const end = performance.now() + SLICE_MS;
  for (const from of ['claimed', 'deferred', 'pending'] as const) {
    let moved: number;
    do {
      if (performance.now() > end) return true;
      moved = moveMessages(db, { sendId, from, to: 'skipped', reason: 'cancelled', settledAt: now, limit: FEW });
    } while (moved === FEW);
  }
  return false;
}

/**
 * Decides messages whose outcome is unknown. Those sent again keep their Message-ID. Call `wake` afterwards: a send
 * that waited for this goes on, and the loop closes it when nothing is left.
 */
export function decide(
  db: WriteDb,
  decision: { sendId: number; messageIds: readonly number[]; as: 'resend' | 'accepted'; now: number },
): number {
  return db.transaction(() => {
    const facts = requireFacts(db, decision.sendId);
    if (decision.as === 'resend' && facts.state === 'cancelled')
      throw conflict('sends.cancelled', 'This send was cancelled; nothing of it is sent any more.');
    const wasWaitingForThis = !hasOpenMessages(db, decision.sendId);
    const settledAt = decision.as === 'accepted' ? decision.now : null;
    const ofSend = decision.messageIds.filter((id) => messageById(db, id)?.sendId === decision.sendId);
    const decided = ofSend.filter((id) => settle(db, { ...decisions[decision.as], id, settledAt })).length;
    if (wasWaitingForThis && decided > 0 && isOpen(facts.state))
      setSendState(db, { sendId: facts.id, state: 'sending', pauseReason: '', finishedAt: null });
    return decided;
  });
}

const decisions = {
  resend: {
    from: 'uncertain',
    status: 'pending',
    reason: 'resent by decision',
    code: null,
    enhancedCode: null,
    reply: '',
    dueAt: 0,
  },
  accepted: { from: 'uncertain', status: 'accepted', reason: 'by decision', code: null, enhancedCode: null, reply: '', dueAt: 0 },
} as const;

/** Pauses a send that may still be open, because something keeps all of its messages from leaving. */
export function holdUp(db: WriteDb, held: { sendId: number; reason: string }): void {
  const facts = sendFacts(db, held.sendId);
  if (facts?.state === 'sending') pauseSend(db, held);
}

/** Pauses everything: a copy of a workspace must not go on by itself with what the original may be sending. */
export function holdAllSends(db: WriteDb, reason: string): void {
  for (const sendId of sendsIn(db, 'sending')) pauseSend(db, { sendId, reason });
}

/** Leaves single messages that wait to the original of a copied workspace. */
export const setAsideSingles = (db: WriteDb, now: number): void => skipSingles(db, now);

/** Brings a send's state in line with its ledger when nothing is left to send. Says whether it is finished now. */
export function closeIfDone(db: WriteDb, done: { sendId: number; now: number }): 'finished' | 'waits' | 'open' {
  const facts = sendFacts(db, done.sendId);
  if (!facts || !isOpen(facts.state) || hasOpenMessages(db, done.sendId)) return 'open';
  const next = stateAfter(facts, statusCounts(db, done.sendId));
  const finished = next.state === 'finished';
  setSendState(db, { sendId: done.sendId, ...next, finishedAt: finished ? done.now : null });
  return finished ? 'finished' : 'waits';
}

function requireFacts(db: ReadDb, sendId: number) {
  const facts = sendFacts(db, sendId);
  if (!facts) throw notFound('sends.unknown', 'There is no such send.');
  return facts;
}

function requireOpen(db: ReadDb, sendId: number, purpose: 'pause' | 'resume' | 'cancel') {
  const facts = requireFacts(db, sendId);
  if (!isOpen(facts.state)) throw conflict('sends.closed', `This send is over; there is nothing to ${purpose}.`);
  return facts;
}
