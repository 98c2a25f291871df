import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { audience } from '#shared/rpc/campaigns.ts';
import { notFound, unavailable } from '../../../base/errors.ts';
import { changeCampaign, keepSource, launchCampaign, requireCampaign, sendTest, sourceOf } from '../../../campaigns/campaigns.ts';
import { getList } from '../../../lists/lists.ts';
import { callerOf } from '../../http/caller.ts';
import { RequestError } from '../../http/failure.ts';
import { withFooter } from '../footer.ts';
import { demandAddress } from '../require.ts';
import { byId, failure, recipients, sendInput, sent, testInput } from '../wire.ts';

const tags = ['Campaigns'];
const config = { scope: 'send' } as const;

export function sendRoutes(scope: FastifyInstance): void {
  const routes = scope.withTypeProvider<ZodTypeProvider>();

  routes.post(
    '/api/campaigns/:id/test',
    {
      config,
      schema: {
        tags,
        summary: 'Send a test email',
        params: byId,
        body: testInput,
        response: { 200: sent, 404: failure, 422: failure, 503: failure },
      },
    },
    async (request) => {
      const { workspace } = callerOf(request);
      requireCampaign(workspace.db, request.params.id);
      const to = demandAddress(request.body.email ?? request.body.to ?? '');
      const [result] = await sendTest(workspace, { id: request.params.id, to: [to], contactId: null });
      if (result?.status === 'accepted') return { sent: true as const };
      throw unavailable('campaigns.test', `the test was not sent: ${result?.reply || result?.status || 'no answer'}`);
    },
  );

  routes.post(
    '/api/campaigns/:id/send',
    {
      config,
      schema: {
        tags,
        summary: 'Send the campaign to the active people of a list',
        params: byId,
        body: sendInput,
        response: { 200: recipients, 400: failure, 404: failure, 409: failure, 422: failure },
      },
    },
    async (request) => {
      const { workspace } = callerOf(request);
      const { db, clock } = workspace;
      const { listId, segmentId } = request.body;
      if (Boolean(listId) === Boolean(segmentId))
        throw new RequestError('malformed', 'provide exactly one of listId or segmentId');
      const campaign = requireCampaign(db, request.params.id);
      const { publicId: id, revision, document } = campaign;
      if (!listId) throw notFound('segments.unknown', 'segment not found');
      if (!getList(db, listId)) throw notFound('lists.not-found', 'list not found');
      const toList = audience.parse({ listIds: [listId] });
      const source = sourceOf(db, campaign);
      db.transaction(() => {
        changeCampaign(db, { id, revision, audience: toList, document: withFooter(document), now: clock() });
        if (source !== null) keepSource(db, { id, source });
      });
      const launched = await launchCampaign(workspace, { id, allowEmpty: true });
      return { recipients: launched.recipients };
    },
  );
}
