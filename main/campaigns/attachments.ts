import { type Attachment, addAttachment, dropFiles, listAttachments, removeAttachment } from '../content/content.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import { type Campaign, requireCampaign, updateCampaign } from './campaigns.store.ts';
import { requireDraft } from './drafts.ts';

export const attachmentsOf = (db: ReadDb, id: string): Attachment[] => listAttachments(db, requireCampaign(db, id).id);

/** Adds a file to a draft. */
export function attachFile(
  db: WriteDb,
  { id, ...file }: { id: string; fileName: string; type: string; data: Buffer; now: number },
): Attachment {
  return db.transaction(() => {
    const campaign = editable(db, id);
    return addAttachment(db, { ...file, campaignId: campaign.id });
  });
}

export function detachFile(db: WriteDb, { id, attachmentId }: { id: string; attachmentId: string }): void {
  const gone = db.transaction(() => removeAttachment(db, { campaignId: editable(db, id).id, publicId: attachmentId }));
  dropFiles(db, [gone]);
}

/** The revision stays, for nothing that another window may be writing is touched; but a test before this showed less. */
function editable(db: WriteDb, id: string): Campaign {
  const campaign = requireCampaign(db, id);
  requireDraft(campaign);
  updateCampaign(db, campaign.id, { testedRevision: Math.min(campaign.testedRevision, campaign.revision - 1) });
  return campaign;
}
