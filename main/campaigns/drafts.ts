import type { Document } from '#shared/content/document.ts';
import { audience } from '#shared/rpc/campaigns.ts';
import { conflict } from '../base/errors.ts';
import { copyAttachments, dropFiles, listAttachments, requireBrand } from '../content/content.ts';
import type { WriteDb } from '../db/db.ts';
import { requireTransport } from '../delivery/delivery.ts';
import { type Campaign, deleteCampaign, insertCampaign, requireCampaign, type Said, updateCampaign } from './campaigns.store.ts';

/** What may be said of a campaign from outside, by public ids. */
export type DraftFacts = Said & { brandId: string | null; transportId: string | null };

/** Makes a draft; returns its public id. */
export function createCampaign(
  db: WriteDb,
  draft: Partial<DraftFacts> & { name: string; document: Document; now: number },
): string {
  return insertCampaign(db, {
    name: draft.name,
    brandId: draft.brandId ? requireBrand(db, draft.brandId).id : null,
    transportId: draft.transportId ? requireTransport(db, draft.transportId).id : null,
    subject: draft.subject ?? '',
    preheader: draft.preheader ?? '',
    document: draft.document,
    audience: draft.audience ?? audience.parse({}),
    trackOpens: draft.trackOpens ?? true,
    trackClicks: draft.trackClicks ?? true,
    now: draft.now,
  });
}

/** What a test shows to its reader. Edits of anything else leave the last test valid. */
const SHOWN: readonly (keyof DraftFacts)[] = ['brandId', 'subject', 'preheader', 'document'];

/** Saves what is given. `revision` is the one that was read: another edit meanwhile is a conflict and nothing is saved. */
export function changeCampaign(
  db: WriteDb,
  edit: Partial<{ [Name in keyof DraftFacts]: DraftFacts[Name] | undefined }> & { id: string; revision: number; now: number },
): { revision: number; updatedAt: number } {
  return db.transaction(() => {
    const campaign = requireCampaign(db, edit.id);
    requireDraft(campaign);
    if (campaign.revision !== edit.revision) {
      throw conflict('campaigns.changed-elsewhere', 'This campaign was changed in another window meanwhile. Reload it to go on.');
    }
    const revision = campaign.revision + 1;
    const stillTested = campaign.testedRevision === campaign.revision && SHOWN.every((name) => edit[name] === undefined);
    updateCampaign(db, campaign.id, {
      name: edit.name,
      subject: edit.subject,
      preheader: edit.preheader,
      document: edit.document,
      audience: edit.audience,
      trackOpens: edit.trackOpens,
      trackClicks: edit.trackClicks,
      brandId: typeof edit.brandId === 'string' ? requireBrand(db, edit.brandId).id : edit.brandId,
      transportId: typeof edit.transportId === 'string' ? requireTransport(db, edit.transportId).id : edit.transportId,
      testedRevision: stillTested ? revision : undefined,
      revision,
      missedAt: null,
      note: '',
      updatedAt: edit.now,
    });
    return { revision, updatedAt: edit.now };
  });
}

/** A new draft with the same content and audience. */
export function duplicateCampaign(db: WriteDb, { id, now }: { id: string; now: number }): string {
  const { brand, transport, ...original } = requireCampaign(db, id);
  return db.transaction(() => {
    const copy = insertCampaign(db, {
      ...original,
      name: `${original.name.slice(0, 195)} copy`,
      brandId: brand?.id ?? null,
      transportId: transport?.id ?? null,
      now,
    });
    copyAttachments(db, { from: original.id, to: requireCampaign(db, copy).id, now });
    return copy;
  });
}

export function archiveCampaign(db: WriteDb, { id, archived, now }: { id: string; archived: boolean; now: number }): void {
  const campaign = requireCampaign(db, id);
  requireNothingToSend(campaign, 'archive');
  updateCampaign(db, campaign.id, { archivedAt: archived ? now : null });
}

/** Removes a draft, or a campaign that is over together with its report and ledger. */
export function removeCampaign(db: WriteDb, id: string): void {
  const campaign = requireCampaign(db, id);
  requireNothingToSend(campaign, 'delete');
  const files = listAttachments(db, campaign.id);
  deleteCampaign(db, campaign.id);
  dropFiles(db, files);
}

function requireNothingToSend({ status }: Campaign, purpose: 'archive' | 'delete'): void {
  if (status !== 'sending' && status !== 'paused' && status !== 'scheduled') return;
  throw conflict('campaigns.still-going', `This campaign still has mail to send. Cancel it first, then ${purpose} it.`);
}

/** Refuses what may only be done to a draft. */
export function requireDraft(campaign: Campaign): void {
  if (campaign.status === 'draft') return;
  if (campaign.status === 'scheduled') {
    throw conflict('campaigns.scheduled', 'This campaign is scheduled. Take it off the schedule to change it.');
  }
  throw conflict(
    'campaigns.launched',
    'This campaign was sent and cannot be changed any more. Duplicate it to send something like it.',
  );
}
