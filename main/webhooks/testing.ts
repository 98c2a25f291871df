import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Secrets } from '../base/secrets.ts';
import type { WebhookStyle } from './webhooks.ts';

/** What the tests of webhooks share: a receiver that answers as it is told, and a simple dialect. */

type Got = { headers: IncomingHttpHeaders; body: string };

export async function receiver(
  answer: (nth: number, response: ServerResponse) => void = (_nth, response) => void response.writeHead(204).end(),
) {
  const got: Got[] = [];
  let open = 0;
  let most = 0;
  const server = createServer((request, response) => {
    most = Math.max(most, ++open);
    response.on('close', () => open--);
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const nth = got.push({ headers: request.headers, body: Buffer.concat(parts).toString('utf8') });
      answer(nth, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    got,
    url: `http://127.0.0.1:${port}/hook`,
    port,
    mostAtOnce: () => most,
    stop: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Says of each fact its name, under `told.`. */
export const plainStyle: WebhookStyle = {
  dialect: 'pulsemail',
  types: ['told.opened', 'told.clicked', 'told.subscribed', 'told.accepted', 'told.joined'],
  namesOf: (type) => [type.slice('told.'.length)],
  tell: (event) =>
    ['opened', 'clicked', 'subscribed', 'accepted', 'joined'].includes(event.name)
      ? [{ type: `told.${event.name}`, body: { id: event.publicId, email: event.contact?.email, data: event.data } }]
      : [],
  newSecret: () => 'whsec_0123456789abcdef',
  headers: ({ body, secret, deliveryId }) => ({
    'content-type': 'application/json',
    'x-delivery': deliveryId,
    'x-signature': createHmac('sha256', secret).update(body).digest('hex'),
  }),
};

/** Every webhook has the same secret. */
export const knownSecret: Secrets = {
  get: () => 'whsec_0123456789abcdef',
  set: () => undefined,
  remove: () => undefined,
};
