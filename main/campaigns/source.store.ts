import { z } from 'zod';
import { sha256 } from '../base/ids.ts';
import { type ReadDb, sql, type WriteDb } from '../db/db.ts';
import { type Campaign, requireCampaign } from './campaigns.store.ts';

const kept = z.object({ of: z.string(), source: z.string() });

/** Keeps the design of a campaign as the program wrote it that brought it, so that it can be given back word for word. */
export function keepSource(db: WriteDb, { id, source }: { id: string; source: string }): void {
  const campaign = requireCampaign(db, id);
  const value = JSON.stringify({ of: digest(campaign), source });
  db.run(sql`/* campaigns.keepSource */ UPDATE campaigns SET source = ${value} WHERE id = ${campaign.id}`);
}

/** Null when it was made here, or edited since. */
export function sourceOf(db: ReadDb, campaign: Campaign): string | null {
  const value = db.value<string>(sql`/* campaigns.source */ SELECT source FROM campaigns WHERE id = ${campaign.id}`);
  if (!value) return null;
  const { of, source } = kept.parse(JSON.parse(value));
  return of === digest(campaign) ? source : null;
}

const digest = ({ document }: Campaign) => sha256(JSON.stringify(document));
