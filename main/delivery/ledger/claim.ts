import type { WriteDb } from '../../db/db.ts';
import { contactFor } from '../loop/recipients.report.ts';
import { roomOf, takeRoom } from '../loop/room.ts';
import { earliest } from '../loop/timing.ts';
import type { Recipient } from '../mime/letter.ts';
import type { Suppressions } from '../ports.ts';
import { holdMissedWaves } from '../sends/dispatch.ts';
import { isPreparing } from '../sends/preparations.store.ts';
import { openSendsOf } from '../sends/sends.store.ts';
import { type Claimed, claimDeferred, claimPending, nextDue } from './claim.store.ts';
import { settle } from './settle.store.ts';

/** A claimed message with whom it is for. */
export type Job = Claimed & { recipient: Recipient };

/**
 * Claims the next messages of a transport: single ones first, then each running send's share, so that a small send is
 * not stuck behind a large one. Who was suppressed or removed since the launch is skipped. Call in a transaction.
 */
export function claimNext(
  db: WriteDb,
  claim: { transportId: number; limit: number; now: number; suppressions: Suppressions },
): { jobs: Job[]; skipped: Claimed[]; more: boolean } {
  const { transportId, now } = claim;
  const jobs: Job[] = [];
  const skipped: Claimed[] = [];
  let more = false;
  const sources = [null, ...readyOf(db, transportId)];
  for (const [index, sendId] of sources.entries()) {
    const fair = Math.ceil((claim.limit - jobs.length) / (sources.length - index));
    if (fair <= 0) {
      more = true;
      break;
    }
    const room = sendId === null ? null : roomOf(db, { sendId, now });
    if (sendId !== null && room?.missed) {
      holdMissedWaves(db, { sendId, now });
      continue;
    }
    const share = Math.min(fair, room?.most ?? fair);
    if (share <= 0) continue;
    const due = claimDeferred(db, { transportId, sendId, limit: share, now });
    const rows =
      due.length < share && !room?.held
        ? [...due, ...claimPending(db, { transportId, sendId, limit: share - due.length, now })]
        : due;
    if (rows.length === share) more = true;
    if (sendId !== null && room && rows.length > 0) takeRoom(db, { sendId, count: rows.length, now });
    for (const row of rows) {
      const job = admit(db, row, claim);
      if (job) jobs.push(job);
      else skipped.push(row);
    }
  }
  return { jobs, skipped, more };
}

export const sendingOf = (db: WriteDb, transportId: number): number[] =>
  openSendsOf(db, transportId)
    .filter((send) => send.state === 'sending')
    .map((send) => send.id);

/** Those of which all messages are written. */
const readyOf = (db: WriteDb, transportId: number): number[] =>
  sendingOf(db, transportId).filter((sendId) => !isPreparing(db, sendId));

/** When the next deferred message of a transport is due, or one that waits for its send's pace. */
export function nextDueOf(db: WriteDb, { transportId, now }: { transportId: number; now: number }): number | null {
  return earliest(
    [null, ...readyOf(db, transportId)].map((sendId) => {
      const nextAt = sendId === null ? null : roomOf(db, { sendId, now }).nextAt;
      return nextAt ?? nextDue(db, { transportId, sendId });
    }),
  );
}

function admit(db: WriteDb, row: Claimed, claim: { now: number; suppressions: Suppressions }): Job | null {
  const skip = (reason: string): null => {
    settle(db, { ...nothingSaid, id: row.id, from: 'claimed', status: 'skipped', reason, settledAt: claim.now });
    return null;
  };
  // A test goes to whom a person at the screen just named.
  if (row.kind !== 'test' && claim.suppressions.isSuppressed(row.emailKey)) return skip('suppressed');
  const contact = row.contactId === null ? null : contactFor(db, row.contactId);
  if (row.kind === 'campaign' && !contact) return skip('removed');
  const { sendId, contactId, createdAt } = row;
  if (contactId !== null && (row.kind === 'campaign' || row.kind === 'automation')) {
    if (claim.suppressions.mailedEnough?.({ sendId, contactId, createdAt })) return skip('mailed-recently');
  }
  return { ...row, recipient: { messageId: row.id, contact, email: row.email } };
}

const nothingSaid = { code: null, enhancedCode: null, reply: '', dueAt: 0 };
