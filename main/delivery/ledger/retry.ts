import { conflict } from '../../base/errors.ts';
import type { WriteDb } from '../../db/db.ts';
import type { Suppressions } from '../ports.ts';
import { isOpen } from '../sends/send-state.ts';
import { sendFacts, setSendState } from '../sends/sends.store.ts';
import { refusedToRetry, tryAnew } from './settle.store.ts';
import { hasOpenMessages } from './standing.report.ts';

/** How many are looked at at once, so that nothing else has to wait for it. */
const SLICE = 5_000;

/**
 * Refusals that may be over by now, or that were about the account: not addresses that do not exist, and not the message
 * itself, which would be the very same again.
 */
export const retryableReasons = ['mailbox', 'policy', 'other', 'gave-up'] as const;

/**
 * Sends again what was refused for such a reason, as if it had never been tried. Addresses that are suppressed by now
 * stay refused. Works on a slice: call it again with `after` until that is null, then `wake`.
 */
export function retryRefused(
  db: WriteDb,
  retried: { sendId: number; after: number; suppressions: Pick<Suppressions, 'isSuppressed'> },
): { retried: number; after: number | null } {
  const { sendId, suppressions } = retried;
  return db.transaction(() => {
    const facts = sendFacts(db, sendId);
    if (facts?.state === 'cancelled')
      throw conflict('sends.cancelled', 'This send was cancelled; nothing of it is sent any more.');
    const rows = refusedToRetry(db, { sendId, reasons: retryableReasons, after: retried.after, limit: SLICE });
    // A paused send with something left waits for its person; one that was through goes on with these.
    const goesOn = facts && (!isOpen(facts.state) || !hasOpenMessages(db, sendId));
    const again = rows.filter(({ emailKey }) => !suppressions.isSuppressed(emailKey));
    for (const { id } of again) tryAnew(db, id);
    if (goesOn && again.length > 0) setSendState(db, { sendId, state: 'sending', pauseReason: '', finishedAt: null });
    return { retried: again.length, after: rows.length === SLICE ? (rows.at(-1)?.id ?? null) : null };
  });
}
