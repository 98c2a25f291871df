import type { MessageStatus, SendState } from '#shared/schema/words.ts';

/** Messages of a send in each status of the ledger. */
export type Counts = Record<MessageStatus, number>;

export const noCounts = (): Counts => ({
  pending: 0,
  claimed: 0,
  attempting: 0,
  accepted: 0,
  refused: 0,
  deferred: 0,
  uncertain: 0,
  skipped: 0,
});

/** Messages that the loop still has something to do with. */
export const openMessages = (counts: Counts): number => counts.pending + counts.claimed + counts.attempting + counts.deferred;

/** Whether a send may still bring messages out. */
export const isOpen = (state: SendState): boolean => state === 'sending' || state === 'paused';

/**
 * The state of a send by what its ledger says; the only place that decides it.
 *
 * A send is finished when no message is unresolved. When nothing is left to send but the outcome of some messages is
 * unknown, it is paused: it waits for a person, who decides about those, and has no time of finishing until then.
 */
export function stateAfter(
  send: { state: SendState; pauseReason: string },
  counts: Counts,
): { state: SendState; pauseReason: string } {
  if (!isOpen(send.state)) return { state: send.state, pauseReason: '' };
  if (openMessages(counts) > 0) return send;
  if (counts.uncertain === 0) return { state: 'finished', pauseReason: '' };
  return { state: 'paused', pauseReason: uncertainReason(counts.uncertain) };
}

const uncertainReason = (count: number): string =>
  count === 1
    ? 'All others are through. For one message it is not known whether it arrived: please decide.'
    : `All others are through. For ${count} messages it is not known whether they arrived: please decide.`;
