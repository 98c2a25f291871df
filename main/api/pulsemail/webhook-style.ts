import { createHmac, randomBytes } from 'node:crypto';
import type { WebhookStyle } from '../../webhooks/webhooks.ts';
import { eventTypes, namesOf, wireEvent } from './events.ts';
import { toId } from './ids.ts';

/** The documented signature: HMAC-SHA256 of the raw body with the endpoint's secret, as 64 hexadecimal digits. */
export const webhookStyle: WebhookStyle = {
  dialect: 'pulsemail',
  types: eventTypes,
  namesOf,
  tell: (event, { db, workspaceId }) => {
    const told = wireEvent(db, event);
    if (!told) return [];
    const { id, type, created_at, data } = told;
    return [{ type, body: { id, type, created_at, workspace_id: toId('ws', workspaceId), data } }];
  },
  newSecret: () => `whsec_${randomBytes(16).toString('hex')}`,
  headers: ({ body, secret, type, deliveryId, at }) => ({
    'content-type': 'application/json',
    'user-agent': 'PulseMail-Webhooks/1',
    'x-pulsemail-event': type,
    'x-pulsemail-delivery': toId('whd', deliveryId),
    'x-pulsemail-timestamp': String(Math.floor(at / 1000)),
    'x-pulsemail-signature': createHmac('sha256', secret).update(body).digest('hex'),
  }),
};
