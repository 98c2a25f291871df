import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Document } from '#shared/content/document.ts';
import { DOCUMENT_VERSION, emptyDocument } from '#shared/content/document.ts';
import { invalid } from '../../../base/errors.ts';
import {
  type Campaign,
  changeCampaign,
  createCampaign,
  keepSource,
  listCampaigns,
  removeCampaign,
  reportAside,
  requireCampaign,
} from '../../../campaigns/campaigns.ts';
import { cleanDocument } from '../../../content/content.ts';
import type { Caller } from '../../dialect.ts';
import { callerOf } from '../../http/caller.ts';
import { toBlocks } from '../blocks.ts';
import { createBodies } from '../bodies.ts';
import { ignoreUnknown, slice } from '../collections.ts';
import { withoutFooter } from '../footer.ts';
import { demandBrand } from '../require.ts';
import { toCampaign, toReport } from '../translate.ts';
import { byId, campaign, campaignChange, failure, newCampaign, nothing, report, window } from '../wire.ts';

const tags = ['Campaigns'];

export function campaignRoutes(scope: FastifyInstance): void {
  const routes = scope.withTypeProvider<ZodTypeProvider>();
  const bodiesOf = createBodies();

  async function present({ workspace, ownerId }: Caller, found: Campaign) {
    const { publicId, brand, subject, status, scheduledAt, createdAt } = found;
    const facts = { id: publicId, ownerId, brandId: brand?.publicId ?? null, subject, status, scheduledAt, createdAt };
    return toCampaign({ ...facts, ...(await bodiesOf(workspace, found)) });
  }

  routes.get(
    '/api/campaigns',
    { schema: { tags, summary: 'List the campaigns, oldest first', querystring: window, response: { 200: campaign.array() } } },
    async (request) => {
      const caller = callerOf(request);
      const shown = slice(listCampaigns(caller.workspace.db), request.query);
      return await Promise.all(shown.map((found) => present(caller, found)));
    },
  );

  routes.get(
    '/api/campaigns/:id',
    { schema: { tags, summary: 'Read a campaign', params: byId, response: { 200: campaign, 404: failure } } },
    async (request) => {
      const caller = callerOf(request);
      return await present(caller, requireCampaign(caller.workspace.db, request.params.id));
    },
  );

  routes.post(
    '/api/campaigns',
    { schema: { tags, summary: 'Create a draft', body: newCampaign, response: { 201: campaign, 422: failure } } },
    async (request, reply) => {
      const caller = callerOf(request);
      const { db, clock, changes } = caller.workspace;
      const { subject, brandId, htmlBody, plainBody } = request.body;
      demandBrand(db, brandId);
      const document = htmlBody === undefined && plainBody === undefined ? html('', '') : html(htmlBody ?? '', plainBody ?? '');
      const id = createCampaign(db, { name: subject.slice(0, 200), subject, brandId, document, now: clock() });
      changes.announce('campaigns');
      return reply.code(201).send(await present(caller, requireCampaign(db, id)));
    },
  );

  routes.put(
    '/api/campaigns/:id',
    {
      schema: {
        tags,
        summary: 'Change a draft; with bodyJson both bodies are made from the blocks',
        params: byId,
        body: campaignChange,
        response: { 200: campaign, 404: failure, 409: failure, 422: failure },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { db, clock, changes } = caller.workspace;
      const { subject, bodyJson, htmlBody, plainBody } = request.body;
      const found = requireCampaign(db, request.params.id);
      const document = bodyJson ? blocks(bodyJson) : changedHtml(found, { htmlBody, plainBody });
      db.transaction(() => {
        changeCampaign(db, { id: found.publicId, revision: found.revision, subject, document, now: clock() });
        if (bodyJson && bodyJson.length > 0) keepSource(db, { id: found.publicId, source: JSON.stringify(bodyJson) });
      });
      changes.announce('campaigns');
      return await present(caller, requireCampaign(db, found.publicId));
    },
  );

  routes.delete(
    '/api/campaigns/:id',
    { schema: { tags, summary: 'Delete a campaign and its report', params: byId, response: { 204: nothing, 409: failure } } },
    async (request, reply) => {
      const { db, changes } = callerOf(request).workspace;
      ignoreUnknown(() => removeCampaign(db, request.params.id));
      changes.announce('campaigns');
      return reply.code(204).send();
    },
  );

  routes.get(
    '/api/campaigns/:id/report',
    { schema: { tags, summary: 'Fetch the campaign report', params: byId, response: { 200: report, 404: failure } } },
    async (request) => toReport(await reportAside(callerOf(request).workspace, request.params.id)),
  );
}

const html = (source: string, text: string): Document => ({ version: DOCUMENT_VERSION, kind: 'html', html: source, text });

const blocks = (bodyJson: readonly unknown[]): Document => cleanDocument({ ...emptyDocument(), blocks: toBlocks(bodyJson) });

/** The design with the bodies that were given; nothing when none was. */
function changedHtml(
  found: Campaign,
  body: { htmlBody?: string | undefined; plainBody?: string | undefined },
): Document | undefined {
  const { htmlBody, plainBody } = body;
  if (htmlBody === undefined && plainBody === undefined) return undefined;
  const known = withoutFooter(found.document);
  if (known.kind === 'html') return html(htmlBody ?? known.html, plainBody ?? known.text);
  if (htmlBody !== undefined) return html(htmlBody, plainBody ?? '');
  throw invalid('campaigns.plain-of-blocks', 'plainBody: the plain text of a campaign made of blocks follows from them');
}
