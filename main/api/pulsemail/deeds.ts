import type { Campaign } from '../../campaigns/campaigns.ts';
import type { Workspace } from '../../workspace.ts';
import { type DeedRow, deedsQuery } from './visitors.report.ts';

/** How many people did something with the messages of a campaign. */
export type Deeds = (campaign: Campaign, name: string) => number;

export const noDeeds: Deeds = () => 0;

/** Of all of these campaigns in one question. */
export async function deedsOf({ db, reads }: Workspace, campaigns: readonly Campaign[]): Promise<Deeds> {
  const sendIds = campaigns.flatMap(({ send }) => (send ? [send.id] : []));
  if (sendIds.length === 0) return noDeeds;
  const rows = await reads.rows<DeedRow>({ file: db.file, query: deedsQuery(sendIds) });
  const counts = new Map(rows.map(({ sendId, name, people }) => [`${sendId} ${name}`, people]));
  return ({ send }, name) => counts.get(`${send?.id} ${name}`) ?? 0;
}
