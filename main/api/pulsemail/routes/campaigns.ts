import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { conflict, invalid } from '../../../base/errors.ts';
import {
  audienceCount,
  type Campaign,
  changeCampaign,
  createCampaign,
  launchCampaign,
  listCampaigns,
  removeCampaign,
  requireCampaign,
  scheduleCampaign,
} from '../../../campaigns/campaigns.ts';
import { listBrands, requireBrand } from '../../../content/content.ts';
import type { WriteDb } from '../../../db/db.ts';
import { requireSend } from '../../../delivery/delivery.ts';
import type { Workspace } from '../../../workspace.ts';
import { analyticsOf } from '../analytics.ts';
import { bestTime } from '../best-time.ts';
import {
  audienceOf,
  campaignDesign,
  findCampaign,
  keepAudience,
  keepCampaign,
  keepLines,
  lineOf,
  placeOf,
  showCampaign,
  sourceFor,
  spelledLines,
  statusOf,
} from '../campaigns.ts';
import { deedsOf } from '../deeds.ts';
import { fromId, toId } from '../ids.ts';
import { isoOrNull } from '../iso.ts';
import { brandOf } from '../lists.ts';
import { nextLists } from '../members.report.ts';
import { pageAmong } from '../page-among.ts';
import { pageQuery } from '../pages.ts';
import { route } from '../route.ts';
import { storedTemplate, takeBlocks, templateSource } from '../templates.ts';
import {
  analytics,
  byId,
  campaign,
  campaignChange,
  campaignStatusWord,
  moment,
  newCampaign,
  pageShape,
  sendAccepted,
  sendInput,
  type WireBlock,
} from '../wire.ts';

const tag = 'Campaigns';
const GRACE_MS = 60_000;
type Body = z.output<typeof campaignChange>;

export function campaignRoutes(scope: FastifyInstance): void {
  route(scope, {
    on: 'GET /campaigns',
    operation: 'list_campaigns',
    summary: 'List campaigns, newest first, filterable by status and since when',
    tag,
    scope: 'read',
    query: pageQuery.extend({ status: campaignStatusWord.optional(), since: moment.optional() }),
    answers: { status: 200, shape: pageShape(campaign) },
    handleLater: async (call) => {
      const { db } = call.workspace;
      const { status, since } = call.query;
      const found = listCampaigns(db)
        .filter((one) => status === undefined || statusOf(db, one) === status)
        .filter((one) => since === undefined || momentOf(db, one) >= since);
      const page = pageAmong(call, found, { idOf: ({ id }) => id, show: (one) => one, newestFirst: true });
      const deeds = await deedsOf(call.workspace, page.data);
      return { ...page, data: page.data.map((one) => showCampaign(call.workspace, one, deeds)) };
    },
  });

  route(scope, {
    on: 'GET /campaigns/:id',
    operation: 'get_campaign',
    summary: 'Retrieve a campaign',
    tag,
    scope: 'read',
    params: byId,
    answers: { status: 200, shape: campaign },
    handleLater: async ({ workspace, params }) => {
      const found = findCampaign(workspace.db, params.id);
      return showCampaign(workspace, found, await deedsOf(workspace, [found]));
    },
  });

  route(scope, {
    on: 'POST /campaigns',
    operation: 'create_campaign',
    summary: 'Compose a draft',
    tag,
    scope: 'write',
    body: newCampaign,
    answers: { status: 201, shape: campaign },
    handle: ({ workspace, body }) => {
      const { db, clock, changes } = workspace;
      const now = clock();
      const place = { list_id: body.list_id ?? null, segment_id: body.segment_id ?? null };
      const audience = audienceOf(db, { ...place, now });
      const content = contentOf(db, body);
      if (!content) throw invalid('http.invalid', 'template_id or blocks is required', { blocks: 'is required' });
      const listId = audience.listIds[0] ?? null;
      const { document, missing } = campaignDesign(db, { ...content, listId });
      const written = { subject: body.subject, preheader: body.preheader ?? '' };
      const spelled = spelledLines(db, written, { ...content, listId });
      const id = createCampaign(db, {
        name: body.name ?? body.subject.slice(0, 200),
        ...written,
        ...spelled.lines,
        brandId: senderOf(db, { from: body.from, listId, now }),
        document,
        audience,
        now,
      });
      keepAudience(db, { id, ...place });
      keepCampaign(db, { id, written: { ...content, missing: [...new Set([...missing, ...spelled.missing])] } });
      keepLines(db, { id, lines: written });
      changes.announce('campaigns', 'segments', 'brands');
      return showCampaign(workspace, requireCampaign(db, id));
    },
  });

  route(scope, {
    on: 'PATCH /campaigns/:id',
    operation: 'update_campaign',
    summary: 'Change what is given of a draft',
    tag,
    scope: 'write',
    params: byId,
    body: campaignChange,
    answers: { status: 200, shape: campaign },
    handle: ({ workspace, params, body }) => {
      const { db, clock, changes } = workspace;
      const now = clock();
      const before = findCampaign(db, params.id);
      if (statusOf(db, before) !== 'draft') throw notDraft(db, before);
      const had = placeOf(db, before);
      const moves = body.list_id !== undefined || body.segment_id !== undefined;
      const place = {
        list_id: body.list_id === undefined ? had.list_id : body.list_id,
        segment_id: body.segment_id === undefined ? had.segment_id : body.segment_id,
      };
      const audience = moves ? audienceOf(db, { ...place, now }) : before.audience;
      const listId = audience.listIds[0] ?? null;
      const known = sourceFor(db, before);
      const given = contentOf(db, body);
      const content = given ?? (body.variables ? { ...known, variables: body.variables } : null);
      const design = content && campaignDesign(db, { ...content, listId });
      const variables = content?.variables ?? known.variables;
      // Other values of the names in them make other lines.
      const written = {
        subject: body.subject ?? (content ? lineOf(db, before, 'subject') : undefined),
        preheader: body.preheader ?? (content ? lineOf(db, before, 'preheader') : undefined),
      };
      const spelled = spelledLines(db, written, { variables, listId });
      const { publicId: id, revision } = before;
      changeCampaign(db, {
        id,
        revision,
        name: body.name,
        ...spelled.lines,
        brandId: body.from ? senderOf(db, { from: body.from, listId, now }) : undefined,
        document: design?.document,
        audience: moves ? audience : undefined,
        now,
      });
      if (moves) keepAudience(db, { id, ...place });
      if (content && design)
        keepCampaign(db, { id, written: { ...content, missing: [...new Set([...design.missing, ...spelled.missing])] } });
      keepLines(db, { id, lines: written });
      changes.announce('campaigns', 'segments', 'brands');
      return showCampaign(workspace, requireCampaign(db, id));
    },
  });

  route(scope, {
    on: 'DELETE /campaigns/:id',
    operation: 'delete_campaign',
    summary: 'Delete a draft',
    tag,
    scope: 'admin',
    params: byId,
    handle: ({ workspace: { db, changes }, params }) => {
      const found = findCampaign(db, params.id);
      const status = statusOf(db, found);
      if (status === 'scheduled') throw conflict('pulsemail.scheduled', 'Cancel it first: POST /sends/:id/cancel.');
      if (status === 'sent' || status === 'sending')
        throw conflict('pulsemail.sent', 'A campaign that was sent cannot be deleted.');
      removeCampaign(db, found.publicId);
      changes.announce('campaigns');
    },
  });

  route(scope, {
    on: 'POST /campaigns/:id/send',
    operation: 'send_campaign',
    summary: 'Send a draft now, at a time, or when its people had best get it',
    tag,
    scope: 'send',
    params: byId,
    body: sendInput,
    answers: { status: 202, shape: sendAccepted },
    handleLater: async ({ workspace, params, body, again }) => {
      const { db, clock } = workspace;
      const found = findCampaign(db, params.id);
      const status = statusOf(db, found);
      // It was launched by this request, and a crash kept the answer from being written down.
      if (again && (status === 'sending' || status === 'sent' || status === 'scheduled'))
        return accepted(workspace, found.publicId);
      if (body.send_at != null && body.optimize)
        throw invalid('http.invalid', 'is not possible with send_at', { optimize: 'is not possible with send_at' });
      if (status !== 'draft') throw notDraft(db, found);
      if (body.send_at != null && body.send_at < clock() - GRACE_MS)
        throw invalid('pulsemail.past', 'send_at is not in the future.', { send_at: 'is over' });
      const { recipients } = await audienceCount(workspace, found.audience);
      if (recipients === 0) throw invalid('pulsemail.nobody', 'Nobody would receive this campaign.');
      const best = body.optimize ? await bestTime(workspace, { audience: found.audience, recipients, now: clock() }) : null;
      const at = best?.at ?? body.send_at ?? null;
      if (best?.when) await scheduleCampaign(workspace, { id: found.publicId, when: best.when, begins: best.at });
      else if (at !== null && at > clock()) await scheduleCampaign(workspace, { id: found.publicId, at });
      else await launchCampaign(workspace, { id: found.publicId });
      const answer = await accepted(workspace, found.publicId);
      return best ? { ...answer, optimized: best.optimized } : answer;
    },
  });

  route(scope, {
    on: 'GET /campaigns/:id/analytics',
    operation: 'get_campaign_analytics',
    summary: 'Opens, clicks, devices and the hours of the week',
    tag,
    scope: 'read',
    params: byId,
    answers: { status: 200, shape: analytics },
    handleLater: ({ workspace, params }) => analyticsOf(workspace, findCampaign(workspace.db, params.id)),
  });
}

function notDraft(db: WriteDb, found: Campaign) {
  return conflict('pulsemail.not-draft', `This campaign is ${statusOf(db, found)}; only a draft can be changed or sent.`);
}

const momentOf = (db: WriteDb, { send, scheduledAt, createdAt }: Campaign): number =>
  (send && requireSend(db, send.publicId).finishedAt) ?? scheduledAt ?? createdAt;

/** What is said, of a template or of blocks of its own; null where neither is given. */
function contentOf(db: WriteDb, body: Pick<Body, 'template_id' | 'blocks' | 'variables'>) {
  const { template_id, blocks, variables = {} } = body;
  if (template_id && blocks)
    throw invalid('http.invalid', 'either template_id or blocks', { blocks: 'is not possible with template_id' });
  if (blocks) return { template_id: null, blocks: takeBlocks(db, blocks), variables };
  if (!template_id) return null;
  const copied: WireBlock[] = templateSource(db, storedTemplate(db, fromId('tpl', template_id))).blocks;
  return { template_id, blocks: copied, variables };
}

function senderOf(db: WriteDb, { from, listId, now }: { from: Body['from']; listId: string | null; now: number }): string {
  if (from) return brandOf(db, { sender: from, field: 'from', now }).publicId;
  const [list] = listId === null ? [] : nextLists(db, { after: 0, limit: 1, id: listId });
  const brand = list?.fromEmail
    ? listBrands(db).find(({ fromEmail, fromName }) => fromEmail === list.fromEmail && fromName === list.fromName)
    : null;
  if (!brand) throw invalid('http.invalid', 'from is required, since the list has no default_from', { from: 'is required' });
  return requireBrand(db, brand.publicId).publicId;
}

async function accepted(workspace: Workspace, id: string) {
  const { db } = workspace;
  const found = requireCampaign(db, id);
  const { scheduledAt, send } = found;
  const recipients = send
    ? requireSend(db, send.publicId).recipients
    : (await audienceCount(workspace, found.audience)).recipients;
  const status = statusOf(db, found);
  return {
    send_id: toId('snd', id),
    status: status === 'draft' || status === 'cancelled' ? 'sending' : status,
    scheduled_at: isoOrNull(scheduledAt),
    queued_recipients: recipients,
  };
}
