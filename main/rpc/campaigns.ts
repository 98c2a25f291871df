import { emptyDocument } from '#shared/content/document.ts';
import type { campaignsRpc, Campaign as Facts } from '#shared/rpc/campaigns.ts';
import type { Handlers } from '#shared/rpc/contract.ts';
import {
  archiveCampaign,
  type Campaign,
  changeCampaign,
  countAudience,
  createCampaign,
  duplicateCampaign,
  launchCampaign,
  pageCampaigns,
  removeCampaign,
  reportOf,
  requireCampaign,
  reviewCampaign,
  scheduleCampaign,
  sendTest,
  unscheduleCampaign,
} from '../campaigns/campaigns.ts';
import { listBrands, requireTemplate } from '../content/content.ts';
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
    countAudience: ({ audience }) => countAudience(db, audience),
    review: ({ id }) => reviewCampaign(db, { id, now: clock() }),
    test: async ({ id, to, contactId }) => ({ results: await sendTest(workspace, { id, to, contactId }) }),
    send: ({ id, expected }) => launchCampaign(workspace, { id, expected }),
    schedule: async ({ id, at }) => {
      await scheduleCampaign(workspace, { id, at });
      return {};
    },
    unschedule: ({ id }) => {
      unscheduleCampaign(workspace, id);
      return {};
    },
    report: ({ id }) => reportOf(workspace, id),
  } satisfies Handlers<typeof campaignsRpc>;
};

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
  note: campaign.note,
  createdAt: campaign.createdAt,
  updatedAt: campaign.updatedAt,
});
