import type { WriteDb } from '../db/db.ts';
import { addEvidence, getMessage } from '../delivery/delivery.ts';
import { recordEvent } from '../events/events.ts';
import { countEvents } from './events.report.ts';
import { findUrl } from './links.store.ts';

/** A forwarded message or a robot may ask for ever; above this the number says nothing more. */
const MOST = 200;

type Visit = { messageId: number; at: number; agent: string };

/** Notes that a message was opened; returns whether it was noted. Of a message whose outcome was unknown it is known by that. */
export const recordOpen = (db: WriteDb, visit: Visit): boolean => record(db, 'opened', visit, null);

/** Notes a click and says where it leads; null where the link is not one of the message's send. */
export function recordClick(db: WriteDb, visit: Visit & { linkId: number }): string | null {
  const url = findUrl(db, visit);
  if (url !== null) record(db, 'clicked', visit, visit.linkId);
  return url;
}

function record(db: WriteDb, name: 'opened' | 'clicked', { messageId, at, agent }: Visit, linkId: number | null): boolean {
  const message = getMessage(db, messageId);
  if (!message?.sendId || countEvents(db, { name, messageId, most: MOST }) >= MOST) return false;
  const { contactId, sendId } = message;
  recordEvent(db, { name, contactId, messageId, sendId, linkId, at, data: agent ? { agent: agent.slice(0, 200) } : {} });
  if (message.status === 'uncertain')
    addEvidence(db, { evidence: { ...proof, messageId, what: name, mark: name, at }, suppressions });
  return true;
}

const proof = { permanent: false, reason: '', enhancedCode: null, words: '', source: 'tracking' } as const;

/** A visit suppresses nobody. */
const suppressions = { isSuppressed: () => false, suppress: () => undefined };
