import type { Document } from '#shared/content/document.ts';
import type { VersionDraft } from '#shared/rpc/versions.ts';
import { invalid, notFound } from '../base/errors.ts';
import { cleanDocument } from '../content/content.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import { requireCampaign } from './campaigns.store.ts';
import {
  deleteVersion,
  dropOldSwitches,
  insertVersion,
  lastSwitch,
  updateVersionName,
  versionById,
  versionRows,
  type WholeVersion,
} from './versions.store.ts';

const MOST_NAMED = 200;
const SWITCHES_KEPT = 20;

/** The newest first. */
export const listVersions = (db: ReadDb, campaignId: string) => versionRows(db, requireCampaign(db, campaignId).id);

export function requireVersion(db: ReadDb, id: string): WholeVersion {
  const version = versionById(db, id);
  if (!version) throw notFound('versions.unknown', 'There is no such version.');
  return version;
}

/** Keeps a draft as it is now; returns the version's id. What was kept by itself makes room for newer ones. */
export function addVersion(
  db: WriteDb,
  version: {
    campaignId: string;
    name: string;
    why: 'named' | 'switch';
    draft: VersionDraft;
    became?: Document | undefined;
    now: number;
  },
): string {
  const campaign = requireCampaign(db, version.campaignId);
  const { name, why, became, now } = version;
  const draft = JSON.stringify({ ...version.draft, document: cleanDocument(version.draft.document) });
  if (why === 'named' && versionRows(db, campaign.id).length >= MOST_NAMED)
    throw invalid('versions.too-many', 'This campaign has 200 versions. Delete one that nobody needs first.');
  return db.transaction(() => {
    const id = insertVersion(db, {
      campaignId: campaign.id,
      name,
      why,
      draft,
      became: became ? JSON.stringify(became) : null,
      now,
    });
    dropOldSwitches(db, campaign.id, SWITCHES_KEPT);
    return id;
  });
}

export function renameVersion(db: WriteDb, { id, name }: { id: string; name: string }): void {
  if (!updateVersionName(db, id, name)) throw notFound('versions.unknown', 'There is no such version.');
}

export function removeVersion(db: WriteDb, id: string): void {
  if (!deleteVersion(db, id)) throw notFound('versions.unknown', 'There is no such version.');
}

/** What was there before a draft was last written in another way, and what it became. */
export function draftBeforeSwitch(db: ReadDb, campaignId: string) {
  const found = lastSwitch(db, requireCampaign(db, campaignId).id);
  return found?.became ? { id: found.id, createdAt: found.createdAt, draft: found.draft, became: found.became } : null;
}
