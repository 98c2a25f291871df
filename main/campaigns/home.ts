import type { ReadDb } from '../db/db.ts';
import { defaultTransport, listTransports, sentToday } from '../delivery/delivery.ts';
import { publicAddress } from '../tracking/tracking.ts';
import { createCostly } from './costly.ts';
import {
  goingOut,
  type Home,
  lastOnes,
  latestContact,
  latestDrafts,
  missedCampaigns,
  pausedSends,
  peopleOverTime,
  recentRejects,
  uncertainSends,
  waitingCanaries,
} from './home.report.ts';

const people = createCostly<ReadDb, Home['people']>();

/** What needs a person first, then what goes out, what went out, and how many there are to write to. */
export function homeOf(db: ReadDb, now: number): Home {
  const leaves = listTransports(db).some((transport) => transport.kind !== 'inbox');
  const transport = defaultTransport(db);
  return {
    needsYou: [
      ...uncertainSends(db),
      ...waitingCanaries(db),
      ...pausedSends(db),
      ...missedCampaigns(db),
      ...recentRejects(db, now),
      ...(leaves ? [] : [{ what: 'no-transport' as const }]),
      ...(leaves && publicAddress(db) === '' ? [{ what: 'no-public-address' as const }] : []),
    ],
    goingOut: goingOut(db),
    drafts: latestDrafts(db),
    lastOnes: lastOnes(db),
    people: people({ key: db, id: 0, mark: String(latestContact(db)) }, () => peopleOverTime(db, now)),
    sentToday: {
      count: transport ? sentToday(db, { transportId: transport.id, now }) : 0,
      limit: transport?.perDay ?? null,
    },
  };
}
