import type { ReadDb } from '../db/db.ts';
import { defaultTransport, listTransports, sentToday } from '../delivery/delivery.ts';
import { publicAddress } from '../tracking/tracking.ts';
import type { AudienceTools } from './ask-audience.ts';
import { isLarge } from './draw.report.ts';
import {
  type Arrivals,
  arrivals,
  everybody,
  goingOut,
  type Home,
  lastOnes,
  latestDrafts,
  missedCampaigns,
  pausedSends,
  peopleOverTime,
  recentRejects,
  uncertainSends,
  waitingCanaries,
} from './home.report.ts';
import type { Reads } from './ports.ts';

type Growth = { rows: Promise<Arrivals[]>; until: number };
const known = new WeakMap<ReadDb, Growth>();
/** Reading through a million takes no more than a twentieth of the time of the thread that does it. */
const REST = 20;

/**
 * Off the main thread where there are very many. When they came may then be known as it was some seconds ago; how many
 * there are is counted each time, since nobody asks again after the last change.
 */
async function peopleOf({ db, reads }: AudienceTools, now: number): Promise<Home['people']> {
  if (!reads || !isLarge(db)) return peopleOverTime(db.all<Arrivals>(arrivals(now)), now);
  const [rows, [all]] = await Promise.all([
    arrivalsOf(db, reads, now),
    reads.rows<{ total: number }>({ file: db.file, query: everybody }),
  ]);
  return peopleOverTime(rows, now, all?.total);
}

function arrivalsOf(db: ReadDb, reads: Reads, now: number): Promise<Arrivals[]> {
  const last = known.get(db);
  if (last && performance.now() < last.until) return last.rows;
  const start = performance.now();
  const counted: Growth = {
    until: Number.POSITIVE_INFINITY,
    rows: reads.rows<Arrivals>({ file: db.file, query: arrivals(now) }).finally(() => {
      counted.until = performance.now() + REST * (performance.now() - start);
    }),
  };
  known.set(db, counted);
  return counted.rows;
}

/** What needs a person first, then what goes out, what went out, and how many there are to write to. */
export async function homeOf(tools: AudienceTools, now: number): Promise<Home> {
  const { db } = tools;
  const people = await peopleOf(tools, now);
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
    people,
    sentToday: {
      count: transport ? sentToday(db, { transportId: transport.id, now }) : 0,
      limit: transport?.perDay ?? null,
    },
  };
}
