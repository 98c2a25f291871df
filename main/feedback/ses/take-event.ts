import { tracksItself, unsubscribeRecipient } from '../../campaigns/campaigns.ts';
import type { ReadDb, WriteDb } from '../../db/db.ts';
import { type Evidence, getMessage, type Marks } from '../../delivery/delivery.ts';
import { recordEvidence } from '../record.ts';
import { bounceReason, bounceWords } from './bounce-reason.ts';
import type { SesEvent } from './event.ts';
import { countEvent, noteUnmatched } from './sources.store.ts';
import { recordVisit } from './visits.ts';

/** `known`: it came before. `unmatched`: it is about a message that is not ours, or is gone. `passed`: nothing follows from it. */
export type Taken = 'noted' | 'known' | 'unmatched' | 'passed';

export type EventTools = { db: WriteDb; marks: Marks };

/** Draws from an event what it says about a message of ours. The order of events and their repetition make no difference. */
export function takeEvent({ db, marks }: EventTools, taken: { event: SesEvent; sourceId: number; now: number }): Taken {
  const { event, sourceId, now } = taken;
  const { what } = event;
  if (what === 'other') return 'passed';
  return db.transaction(() => {
    const messageId = findMessage(db, marks, event);
    const message = messageId === null ? undefined : getMessage(db, messageId);
    if (!message) {
      if (!noteUnmatched(db, { sourceId, mark: event.mark, now })) return 'known';
      countEvent(db, { sourceId, what: 'unmatched' });
      return 'unmatched';
    }
    if (what === 'unsubscribed')
      return unsubscribeRecipient(db, { messageId: message.id, at: now, how: 'at Amazon SES' }) ? 'noted' : 'passed';
    const at = Math.min(event.at ?? now, now);
    if (!recordEvidence(db, { ...conclusion(event), what, messageId: message.id, source: 'ses', mark: event.mark, at }))
      return 'known';
    countEvent(db, { sourceId, what });
    if ((what === 'opened' || what === 'clicked') && message.sendId !== null && !tracksItself(db, message.sendId)[what])
      recordVisit(db, { what, message: { id: message.id, sendId: message.sendId }, at, link: event.link, agent: event.agent });
    return 'noted';
  });
}

/** Nobody else can make up our tag or our Message-ID. */
function findMessage(db: ReadDb, marks: Marks, { tags, messageIds }: SesEvent): number | null {
  for (const tag of tags) {
    const id = marks.readMark(tag);
    if (id !== null) return id;
  }
  for (const header of messageIds) {
    const id = marks.readMessageIdHeader(db, header);
    if (id !== null) return id;
  }
  return null;
}

function conclusion({ permanent, bounce, words }: SesEvent): Pick<Evidence, 'permanent' | 'reason' | 'enhancedCode' | 'words'> {
  return {
    permanent,
    reason: bounce ? bounceReason(bounce) : '',
    enhancedCode: bounce?.status ?? null,
    words: (bounce ? bounceWords(bounce) : words).slice(0, 500),
  };
}
