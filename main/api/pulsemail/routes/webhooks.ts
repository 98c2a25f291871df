import type { FastifyInstance } from 'fastify';
import type { Workspace } from '../../../workspace.ts';
import { fromId, toId, unknown } from '../ids.ts';
import { iso, isoOrNull } from '../iso.ts';
import { pageOf, pageQuery } from '../pages.ts';
import { route } from '../route.ts';
import { byId, newWebhook, pageShape, replayed, replayInput, webhook, webhookChange, webhookDetails } from '../wire.ts';

const tag = 'Webhooks';
const RECENT = 50;
type Endpoint = ReturnType<Workspace['webhooks']['endpoints']['get']>;

export function webhookRoutes(scope: FastifyInstance): void {
  route(scope, {
    on: 'GET /webhooks',
    operation: 'list_webhooks',
    summary: 'List the endpoints, oldest first',
    tag,
    scope: 'read',
    query: pageQuery,
    answers: { status: 200, shape: pageShape(webhook) },
    handle: (call) => {
      const found = call.workspace.webhooks.endpoints.all('pulsemail').reverse();
      return pageOf(call, {
        read: (after, limit) => found.filter(({ id }) => id > Number(after?.[0] ?? 0)).slice(0, limit),
        positionOf: ({ id }) => [id],
        show: (one) => show(call.workspace, one),
        total: () => found.length,
      });
    },
  });

  route(scope, {
    on: 'GET /webhooks/:id',
    operation: 'get_webhook',
    summary: 'Retrieve an endpoint with its last deliveries',
    tag,
    scope: 'read',
    params: byId,
    answers: { status: 200, shape: webhookDetails },
    handle: ({ workspace, params }) => {
      const endpoint = own(workspace, params.id);
      const recent = workspace.webhooks.deliveries.page({ endpointId: endpoint.id, before: null, limit: RECENT });
      return {
        ...show(workspace, endpoint),
        recent_deliveries: recent.map((delivery) => ({
          id: toId('whd', delivery.publicId),
          event_type: delivery.type,
          status: delivery.status,
          attempts: delivery.attempts,
          response_status: delivery.responseStatus,
          duration_ms: delivery.durationMs,
          last_error: delivery.error || null,
          created_at: iso(delivery.createdAt),
          delivered_at: delivery.status === 'succeeded' ? isoOrNull(delivery.endedAt) : null,
          replay_of: delivery.replayOf === null ? null : toId('whd', delivery.replayOf),
        })),
      };
    },
  });

  route(scope, {
    on: 'POST /webhooks',
    operation: 'create_webhook',
    summary: 'Register an endpoint; its secret is answered this once',
    tag,
    scope: 'admin',
    body: newWebhook,
    answers: { status: 201, shape: webhook },
    handle: ({ workspace, body }) => {
      const { url, events, secret, active } = body;
      const made = workspace.webhooks.endpoints.create({ dialect: 'pulsemail', url, events, secret, enabled: active });
      return { ...show(workspace, made.endpoint), secret: made.secret };
    },
  });

  route(scope, {
    on: 'PATCH /webhooks/:id',
    operation: 'update_webhook',
    summary: 'Update address, secret, events or whether it is called',
    tag,
    scope: 'admin',
    params: byId,
    body: webhookChange,
    answers: { status: 200, shape: webhook },
    handle: ({ workspace, params, body }) => {
      const { publicId } = own(workspace, params.id);
      const { url, events, secret, active } = body;
      const changed = workspace.webhooks.endpoints.change(publicId, {
        ...(url === undefined ? {} : { url }),
        ...(events === undefined ? {} : { events }),
        ...(secret === undefined ? {} : { secret }),
        ...(active === undefined ? {} : { enabled: active }),
      });
      return { ...show(workspace, changed), ...(secret === undefined ? {} : { secret }) };
    },
  });

  route(scope, {
    on: 'DELETE /webhooks/:id',
    operation: 'delete_webhook',
    summary: 'Remove an endpoint',
    tag,
    scope: 'admin',
    params: byId,
    handle: ({ workspace, params }) => workspace.webhooks.endpoints.remove(own(workspace, params.id).publicId),
  });

  route(scope, {
    on: 'POST /webhooks/:id/replay',
    operation: 'replay_webhook',
    summary: 'Say the last 24 hours again',
    tag,
    scope: 'admin',
    params: byId,
    body: replayInput,
    answers: { status: 202, shape: replayed },
    handleLater: async ({ workspace, params, body }) => {
      const { publicId } = own(workspace, params.id);
      const { since, events: types, failed_only: failedOnly } = body;
      const done = await workspace.webhooks.replay.many(publicId, { since, types, failedOnly });
      return { replayed: done.replayed, since: iso(done.since) };
    },
  });
}

/** Endpoints of other dialects are none here. */
function own({ webhooks }: Workspace, wire: string): Endpoint {
  const id = fromId('whk', wire);
  const found = webhooks.endpoints.all('pulsemail').find(({ publicId }) => publicId === id);
  if (!found) throw unknown('whk');
  return found;
}

const show = ({ webhooks }: Workspace, endpoint: Endpoint) => ({
  id: toId('whk', endpoint.publicId),
  url: endpoint.url,
  events: endpoint.events,
  active: endpoint.enabled,
  secret_hint: `...${webhooks.endpoints.secretHint(endpoint)}`,
  created_at: iso(endpoint.createdAt),
  updated_at: iso(endpoint.updatedAt),
});
