import type { ReadDb, WriteDb } from '../../db/db.ts';
import type { Suppressions } from '../ports.ts';
import { closeIfDone } from '../sends/sends.ts';
import { evidenceRows, insertEvidence } from './evidence.store.ts';
import { messageById } from './messages.report.ts';
import { settle } from './settle.store.ts';

/** What was learned about a message after it had left. */
export type Evidence = {
  messageId: number;
  what: 'delivered' | 'delayed' | 'bounced' | 'complained' | 'opened' | 'clicked' | 'replied' | 'answered';
  /** Of a bounce: whether trying again is in vain. */
  permanent: boolean;
  /** Of a bounce: the kind of refusal, as an outcome names it; `bounced` when the address itself is the reason. */
  reason: string;
  enhancedCode: string | null;
  /** The other side's own words. */
  words: string;
  source: 'mailbox' | 'ses' | 'tracking';
  /** What tells the same report apart that is read twice: the Message-ID of a bounce, the id of an SES event. */
  mark: string;
  at: number;
};

/**
 * Keeps a piece of evidence and draws its conclusions: a message whose outcome was unknown gets it, an address that
 * does not exist or that complained is never mailed again. A passing failure suppresses nobody. Returns false for a
 * report that was read before and for a message that is gone. A send that
 * waited for nothing but this is finished by it.
 */
export function addEvidence(
  db: WriteDb,
  { evidence, suppressions }: { evidence: Evidence; suppressions: Suppressions },
): boolean {
  return db.transaction(() => {
    const message = messageById(db, evidence.messageId);
    if (!message || !insertEvidence(db, evidence)) return false;
    const { what, permanent, words, enhancedCode, at } = evidence;
    const facts = { id: message.id, from: 'uncertain', code: null, enhancedCode, reply: words, dueAt: 0, settledAt: at } as const;
    const decided =
      what === 'bounced' && permanent
        ? settle(db, { ...facts, status: 'refused', reason: evidence.reason })
        : // Whatever else comes back does so because it arrived; a delay only says that somebody has it.
          settle(db, { ...facts, status: 'accepted', reason: 'by evidence' });
    if (decided && message.sendId !== null) closeIfDone(db, { sendId: message.sendId, now: at });
    const reason = what === 'complained' ? 'complained' : 'bounced';
    if (what === 'complained' || (what === 'bounced' && permanent && evidence.reason === 'bounced'))
      suppressions.suppress({ email: message.email, reason, evidence: words, messageId: message.id, now: at });
    return true;
  });
}

export const evidenceOf = (db: ReadDb, messageId: number): Evidence[] => evidenceRows(db, messageId);
