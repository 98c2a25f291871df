import type { ReadDb } from '../db/db.ts';
import { frozenSend } from './frozen.ts';
import { contentOfSend } from './letters.report.ts';

type Tracked = { opened: boolean; clicked: boolean };

/** What was frozen does not change, and reading it again for each event of a large send would take longer than the rest. */
const known = new WeakMap<ReadDb, Map<number, Tracked>>();

/** Whether we count the opens and clicks of a send ourselves, so that what somebody else counts is not added. */
export function tracksItself(db: ReadDb, sendId: number): Tracked {
  const ofDb = known.get(db) ?? new Map<number, Tracked>();
  known.set(db, ofDb);
  const before = ofDb.get(sendId);
  if (before) return before;
  const frozen = frozenSend.safeParse(contentOfSend(db, sendId));
  const tracked = { opened: frozen.data?.trackOpens ?? false, clicked: frozen.data?.trackClicks ?? false };
  ofDb.set(sendId, tracked);
  return tracked;
}
