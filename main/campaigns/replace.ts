import type { Replacement } from '#shared/schema/replace.ts';
import type { WriteDb } from '../db/db.ts';
import { replaceInCampaigns, replaceInHistory } from './replace.store.ts';

/**
 * Campaigns that were never sent ask for another field or tag: in subject, preheader and design, in conditions, in the
 * audience and the plan. What was sent says what it said. Within a transaction of the caller.
 */
export function replaceInDrafts(db: WriteDb, change: { replacement: Replacement; now: number }): void {
  replaceInCampaigns(db, change);
  replaceInHistory(db, change.replacement);
}
