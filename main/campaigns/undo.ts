import type { UndoPatch, UndoSlice } from '#shared/rpc/versions.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import { requireCampaign } from './campaigns.store.ts';
import { dropOldLogs, dropPatches, findLog, firstOf, insertLog, insertPatch, patchesFrom, updateLog } from './undo.store.ts';

/** As many windows of a design, of those that wrote last, find their steps again. */
const LOGS_KEPT = 3;
/** In letters; what is read at once must hold up nothing. */
const SLICE = 200_000;

/** A part of what undo and redo of a draft go through: of the log that was written last, or of the one that is named. */
export function readSteps(
  db: ReadDb,
  { campaignId, log, from }: { campaignId: string; log: string | null; from: number },
): UndoSlice | null {
  const found = findLog(db, requireCampaign(db, campaignId).id, log);
  if (!found) return null;
  const { name, count, at } = found;
  const patches = patchesFrom(db, found.id, { from: Math.max(from, 1), most: SLICE });
  return { log: name, count, at, first: from === 0 ? firstOf(db, found.id) : '', patches };
}

export type KeptSteps = {
  campaignId: string;
  log: string;
  /** The oldest draft, where the log begins with this. */
  first: string | null;
  /** How many drafts it has by what the window knows; one where it begins. */
  count: number;
  /** How many of them stay; what was behind is replaced. */
  keep: number;
  patches: readonly UndoPatch[];
  at: number;
  now: number;
};

/** Writes down further steps. False where another window went on with the same log: then this one begins its own. */
export function keepSteps(db: WriteDb, { campaignId, log, first, count, keep, patches, at, now }: KeptSteps): boolean {
  const { id } = requireCampaign(db, campaignId);
  return db.transaction(() => {
    if (first !== null) {
      insertLog(db, { campaignId: id, name: log, first, now });
      dropOldLogs(db, id, LOGS_KEPT);
    }
    const found = findLog(db, id, log);
    if (found?.count !== count || keep < 1 || keep > count) return false;
    if (keep < count) dropPatches(db, found.id, keep);
    for (const [index, patch] of patches.entries()) insertPatch(db, found.id, keep + index, patch);
    const drafts = keep + patches.length;
    updateLog(db, found.id, { count: drafts, at: Math.min(at, drafts - 1), now });
    return true;
  });
}
