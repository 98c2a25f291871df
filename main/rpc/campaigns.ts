import { emptyDocument } from '#shared/content/document.ts';
import type { campaignsRpc, Campaign as Facts } from '#shared/rpc/campaigns.ts';
import type { Handlers } from '#shared/rpc/contract.ts';
import {
  archiveCampaign,
  attachFile,
  attachmentsOf,
  audienceCount,
  type Campaign,
  changeCampaign,
  createCampaign,
  detachFile,
  duplicateCampaign,
  launchCampaign,
  pageCampaigns,
  previewWaves,
  removeCampaign,
  reportAside,
  requireCampaign,
  reviewCampaign,
  scheduleCampaign,
  sendTest,
  unscheduleCampaign,
} from '../campaigns/campaigns.ts';
import { type Attachment, listBrands, requireTemplate } from '../content/content.ts';
import type { Workspace } from '../workspace.ts';

export const campaignsHandlers = (workspace: Workspace) => {
  const { db, clock, changes } = workspace;
  return {
    page: (query) => pageCampaigns(db, query),
    get: ({ id }) => factsOf(requireCampaign(db, id)),
    create: ({ name, templateId }) => {
      const design = templateId === undefined ? emptyDocument() : requireTemplate(db, templateId).document;
      const brandId = listBrands(db)[0]?.publicId ?? null;
      const id = createCampaign(db, { name, document: design, brandId, now: clock() });
      changes.announce('campaigns');
      return { id };
    },
    change: (edit) => {
      const saved = changeCampaign(db, { ...edit, now: clock() });
      changes.announce('campaigns');
      return saved;
    },
    duplicate: ({ id }) => {
      const copy = duplicateCampaign(db, { id, now: clock() });
      changes.announce('campaigns');
      return { id: copy };
    },
    archive: ({ id, archived }) => {
      archiveCampaign(db, { id, archived, now: clock() });
      changes.announce('campaigns');
      return {};
    },
    remove: ({ id }) => {
      removeCampaign(db, id);
      changes.announce('campaigns', 'sends');
      return {};
    },
    attachments: ({ id }) => attachmentsOf(db, id).map(attachmentFacts),
    attach: ({ id, fileName, type, data }) => {
      const attachment = attachFile(db, { id, fileName, type, data: Buffer.from(data, 'base64'), now: clock() });
      changes.announce('campaigns');
      return attachmentFacts(attachment);
    },
    detach: ({ id, attachmentId }) => {
      detachFile(db, { id, attachmentId });
      changes.announce('campaigns');
      return {};
    },
    countAudience: ({ audience }) => audienceCount(workspace, audience),
    review: ({ id }) => reviewCampaign(workspace, { id, now: clock() }),
    test: async ({ id, to, contactId, marked }) => ({ results: await sendTest(workspace, { id, to, contactId, marked }) }),
    send: ({ id, expected, how }) => launchCampaign(workspace, { id, expected, ...(how && { how }) }),
    waves: ({ id, when }) => previewWaves(workspace, { id, when }),
    schedule: async (wish) => {
      await scheduleCampaign(workspace, wish);
      return {};
    },
    unschedule: ({ id }) => {
      unscheduleCampaign(workspace, id);
      return {};
    },
    report: ({ id }) => reportAside(workspace, id),
  } satisfies Handlers<typeof campaignsRpc>;
};

const attachmentFacts = ({ publicId, fileName, type, bytes }: Attachment) => ({ id: publicId, fileName, type, bytes });

/** A campaign as it crosses: public ids only. */
const factsOf = (campaign: Campaign): Facts => ({
  id: campaign.publicId,
  name: campaign.name,
  status: campaign.status,
  brandId: campaign.brand?.publicId ?? null,
  transportId: campaign.transport?.publicId ?? null,
  subject: campaign.subject,
  preheader: campaign.preheader,
  document: campaign.document,
  audience: campaign.audience,
  trackOpens: campaign.trackOpens,
  trackClicks: campaign.trackClicks,
  revision: campaign.revision,
  testedRevision: campaign.testedRevision,
  scheduledAt: campaign.scheduledAt,
  plan: campaign.plan,
  missedAt: campaign.missedAt,
  note: campaign.note,
  createdAt: campaign.createdAt,
  updatedAt: campaign.updatedAt,
});
