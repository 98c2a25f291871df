import type { Campaign } from '../../campaigns/campaigns.ts';
import type { Workspace } from '../../workspace.ts';
import { cancelledQuery, type DeedRow, deedsQuery, happenedQuery, newestEvent } from './visitors.report.ts';

/** How many people did something with the messages of a campaign. */
export type Deeds = (campaign: Campaign, name: string) => number;

export const noDeeds: Deeds = () => 0;

/** What was counted, of each send by the name of the deed, when the newest event was this one. */
type Known = { upTo: number; sends: Map<number, readonly DeedRow[]> };
const known = new WeakMap<Workspace['db'], Known>();

function knownOf({ db, changes }: Workspace): Known {
  const found = known.get(db);
  if (found) return found;
  const made: Known = { upTo: 0, sends: new Map() };
  known.set(db, made);
  changes.subscribe((topics) => {
    // Who counts at this moment goes on with the map that is dropped here.
    if (topics.some((topic) => topic === 'contacts' || topic === 'imports' || topic === 'bulk')) made.sends = new Map();
  });
  return made;
}

/**
 * Of all of these campaigns in one question. Counting each event of the last hundred thousand recipients takes seconds, so what
 * was counted stands until something more happens to the send, or something happens to people: their events go with them.
 */
export async function deedsOf(workspace: Workspace, campaigns: readonly Campaign[]): Promise<Deeds> {
  const { db, reads } = workspace;
  const sendIds = campaigns.flatMap(({ send }) => (send ? [send.id] : []));
  if (sendIds.length === 0) return noDeeds;
  const counted = knownOf(workspace);
  const ask = (query: ReturnType<typeof deedsQuery>) => reads.rows<DeedRow>({ file: db.file, query });
  const newest = newestEvent(db);
  // Where the newest are gone, what is new may have an id that was another's.
  if (newest < counted.upTo) counted.sends = new Map();
  const { sends } = counted;
  if (newest !== counted.upTo && sends.size > 0)
    for (const { sendId } of await ask(happenedQuery(counted.upTo))) sends.delete(sendId);
  counted.upTo = newest;
  const missing = sendIds.filter((id) => !sends.has(id));
  const [deeds, cancelled] = await Promise.all([
    missing.length > 0 ? ask(deedsQuery(missing)) : [],
    ask(cancelledQuery(sendIds)),
  ]);
  const rows = [...deeds, ...cancelled, ...sendIds.flatMap((id) => sends.get(id) ?? [])];
  // Somebody else may have looked again meanwhile, and then knows better.
  if (counted.upTo === newest)
    for (const id of missing) {
      const of = deeds.filter(({ sendId }) => sendId === id);
      sends.set(id, of);
    }
  const counts = new Map(rows.map(({ sendId, name, people }) => [`${sendId} ${name}`, people]));
  return ({ send }, name) => counts.get(`${send?.id} ${name}`) ?? 0;
}
