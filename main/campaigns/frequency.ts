import { type FrequencyChoice, frequencyChoice } from '#shared/rpc/campaigns.ts';
import type { Clock } from '../base/clock.ts';
import type { ReadDb } from '../db/db.ts';
import { frequencyCap } from '../tracking/tracking.ts';
import { capOfSend, gotEnough, type Limit } from './frequency.report.ts';

const HOUR = 60 * 60 * 1000;

/** The limit that holds for an audience now: its own, the workspace's, or none. */
export function limitOf(db: ReadDb, choice: FrequencyChoice | undefined, now: number): Limit | null {
  if (choice === 'none') return null;
  const cap = choice === undefined || choice === 'workspace' ? frequencyCap(db) : choice;
  return cap && { messages: cap.messages, since: now - cap.hours * HOUR };
}

/** Who waited no longer than this was counted when the campaign was launched. */
const FRESH_MS = 60_000;

/**
 * Asked before a message leaves that waited long: whether its contact got so many others meanwhile that this one is left
 * out. What a send was launched with is read once.
 */
export function frequencyGuard(db: ReadDb, clock: Clock) {
  const choices = new Map<number, FrequencyChoice | undefined>();
  const choiceOf = (sendId: number): FrequencyChoice | undefined => {
    if (!choices.has(sendId)) {
      const said = capOfSend(db, sendId);
      choices.set(sendId, said === null ? undefined : frequencyChoice.parse(JSON.parse(said)));
    }
    return choices.get(sendId);
  };
  return ({ sendId, contactId, createdAt }: { sendId: number | null; contactId: number; createdAt: number }): boolean => {
    const now = clock();
    if (now - createdAt < FRESH_MS) return false;
    const limit = limitOf(db, sendId === null ? undefined : choiceOf(sendId), now);
    return limit !== null && gotEnough(db, { ...limit, contactId });
  };
}
