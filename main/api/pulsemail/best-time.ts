import type { Workspace } from '../../workspace.ts';
import { type BestRow, bestHoursQuery } from './campaigns.report.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LOOKED_BACK = 180 * DAY;
const AHEAD = 15 * 60_000;
/** Of fewer people the best hour is chance. */
const LEAST_PEOPLE = 20;
const USUAL_HOUR = 9;
/** Hours from the beginning of a week on a Monday to the first of January 1970. */
const EPOCH = 72;

export type BestTime = { at: number; basis: 'history' | 'default'; people: number };

/**
 * When a campaign had best go: the next time it is the hour of the week that most of its people have as their own best.
 * Where too few of them ever opened anything that is known, it is the next weekday at nine, and said to be so.
 */
export async function bestTime(
  { db, reads }: Workspace,
  { listId, now }: { listId: string | null; now: number },
): Promise<BestTime> {
  const rows = await reads.rows<BestRow>({ file: db.file, query: bestHoursQuery({ listId, since: now - LOOKED_BACK }) });
  const people = rows.reduce((sum, row) => sum + row.people, 0);
  const [best] = rows;
  if (best && people >= LEAST_PEOPLE) return { at: nextOf(best.slot, now + AHEAD), basis: 'history', people };
  return { at: nextWeekday(now + AHEAD), basis: 'default', people };
}

function nextOf(slot: number, from: number): number {
  const hour = Math.ceil(from / HOUR);
  return (hour + ((((slot - (hour + EPOCH)) % 168) + 168) % 168)) * HOUR;
}

function nextWeekday(from: number): number {
  for (let at = Math.floor(from / DAY) * DAY + USUAL_HOUR * HOUR; ; at += DAY) {
    const day = new Date(at).getUTCDay();
    if (at >= from && day !== 0 && day !== 6) return at;
  }
}
