import type { z } from 'zod';
import type { Handlers } from '#shared/rpc/contract.ts';
import type { webhookDelivery, webhooksRpc } from '#shared/rpc/webhooks.ts';
import { notFound } from '../base/errors.ts';
import type { Delivery } from '../webhooks/webhooks.ts';
import type { Workspace } from '../workspace.ts';

export const webhooksHandlers = ({ webhooks }: Workspace) =>
  ({
    all: () =>
      webhooks.endpoints.all().map((endpoint) => ({
        id: endpoint.publicId,
        dialect: endpoint.dialect,
        url: endpoint.url,
        events: endpoint.events,
        enabled: endpoint.enabled,
        allowPrivate: endpoint.allowPrivate,
        paused: endpoint.paused,
        failures: endpoint.failures,
        secretHint: webhooks.endpoints.secretHint(endpoint),
        createdAt: endpoint.createdAt,
      })),
    types: () => webhooks.styles().map(({ dialect, types }) => ({ dialect, types: [...types] })),
    settings: () => ({ mayBePrivate: webhooks.mayBePrivate() }),
    setSettings: ({ mayBePrivate }) => {
      webhooks.setMayBePrivate(mayBePrivate);
      return {};
    },
    create: (wanted) => {
      const { endpoint, secret } = webhooks.endpoints.create(wanted);
      return { id: endpoint.publicId, secret };
    },
    change: ({ id, ...change }) => {
      webhooks.endpoints.change(id, change);
      return {};
    },
    remove: ({ id }) => {
      webhooks.endpoints.remove(id);
      return {};
    },
    resume: ({ id }) => {
      webhooks.endpoints.resume(id);
      return {};
    },
    deliveries: ({ id, status, before, limit }) => {
      const endpoint = webhooks.endpoints.get(id);
      const rows = webhooks.deliveries.page({
        endpointId: endpoint.id,
        status: status ?? undefined,
        before,
        limit: limit + 1,
      });
      const shown = rows.slice(0, limit);
      return { rows: shown.map(show), next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
    },
    delivery: ({ id }) => {
      const delivery = webhooks.deliveries.get(id);
      if (!delivery) throw notFound('webhooks.unknown-delivery', 'There is no such delivery.');
      const endpoint = webhooks.endpoints.all().find((one) => one.id === delivery.endpointId);
      return { ...show(delivery), url: endpoint?.url ?? '', body: delivery.body, responseBody: delivery.responseBody };
    },
    replay: async ({ id, failedOnly }) => {
      const { replayed } = await webhooks.replay.many(id, { failedOnly });
      return { replayed };
    },
    replayOne: ({ id }) => webhooks.replay.one(id),
  }) satisfies Handlers<typeof webhooksRpc>;

const show = (delivery: Delivery): z.input<typeof webhookDelivery> => ({
  id: delivery.publicId,
  type: delivery.type,
  status: delivery.status,
  attempts: delivery.attempts,
  createdAt: delivery.createdAt,
  triedAt: delivery.triedAt,
  dueAt: delivery.status === 'pending' ? delivery.dueAt : null,
  durationMs: delivery.durationMs,
  responseStatus: delivery.responseStatus,
  error: delivery.error,
  replayOf: delivery.replayOf,
});
