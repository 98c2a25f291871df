import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { memorySecrets } from '../testing.ts';
import { checkTransport } from './check.ts';
import { openSesLine } from './ses.ts';

const keys = { secretAccessKey: 'secret' };

type Answer = (request: { body: string; path: string }, response: ServerResponse, raw: IncomingMessage) => void;
const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of cleanUp.splice(0)) await end();
});

/** The REST side of Amazon SES v2, answering as told. */
async function ses(answer: Answer): Promise<string> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => answer({ body: Buffer.concat(chunks).toString(), path: request.url ?? '' }, response, request));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUp.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const settings = (endpoint: string) => ({ region: 'eu-west-1', accessKeyId: 'AKID', endpoint, configurationSet: 'news' });
const refuse =
  (status: number, type: string, message: string): Answer =>
  (_request, response) => {
    response.writeHead(status, { 'x-amzn-errortype': type, 'content-type': 'application/json' });
    response.end(JSON.stringify({ message }));
  };
const deliverTo = async (answer: Answer) => {
  const { line } = openSesLine(settings(await ses(answer)), keys);
  if (!line) throw new Error('no line');
  cleanUp.push(() => line.close());
  return await line.deliver(
    { from: 'news@rye.example', to: 'anna@example.com', mark: '1-proof' },
    Buffer.from('Subject: x\r\n\r\nhello\r\n'),
  );
};

test('a message is handed over raw, with its configuration set', async () => {
  const seen: { body: string; path: string }[] = [];
  const outcome = await deliverTo((request, response) => {
    seen.push(request);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"MessageId":"0102-abc"}');
  });
  expect(outcome).toMatchObject({ is: 'accepted', reply: 'Amazon SES took it as 0102-abc.' });
  expect(seen[0]?.path).toBe('/v2/email/outbound-emails');
  const body = JSON.parse(seen[0]?.body ?? '{}');
  expect(body).toMatchObject({
    FeedbackForwardingEmailAddress: 'news@rye.example',
    EmailTags: [{ Name: 'letterpress', Value: '1-proof' }],
    ConfigurationSetName: 'news',
    Destination: { ToAddresses: ['anna@example.com'] },
  });
  expect(Buffer.from(body.Content.Raw.Data, 'base64').toString()).toContain('hello');
});

test.each([
  [429, 'TooManyRequestsException', 'Maximum sending rate exceeded.', { is: 'deferred', slowDown: true }],
  [400, 'ThrottlingException', 'Rate exceeded', { is: 'deferred', slowDown: true }],
  [403, 'SignatureDoesNotMatch', 'The request signature does not match', { is: 'trouble', with: 'auth' }],
  [403, 'InvalidClientTokenId', 'The security token is invalid', { is: 'trouble', with: 'auth' }],
  [429, 'LimitExceededException', 'Daily message quota exceeded', { is: 'trouble', with: 'quota' }],
  [400, 'SendingPausedException', 'Sending is paused', { is: 'trouble', with: 'quota' }],
  [400, 'MessageRejected', 'Email address is not verified: news@rye.example', { is: 'trouble', with: 'sender' }],
  [400, 'MessageRejected', 'Virus found', { is: 'refused', reason: 'content' }],
  [503, 'ServiceUnavailable', 'Try later', { is: 'deferred', slowDown: true }],
  [500, 'InternalFailure', 'Oops', { is: 'uncertain' }],
])('an answer %i %s "%s" is understood, and asked only once', async (status, type, message, meant) => {
  let asked = 0;
  const outcome = await deliverTo((request, response, raw) => {
    asked++;
    refuse(status, type, message)(request, response, raw);
  });
  expect(outcome).toMatchObject(meant);
  expect(outcome.reply).toContain(message);
  expect(asked).toBe(1);
});

test('a connection that is lost before the answer leaves the outcome unknown', async () => {
  expect(await deliverTo((_request, _response, raw) => raw.socket.destroy())).toMatchObject({ is: 'uncertain' });
});

test('a service that cannot be reached got nothing', async () => {
  const { line } = openSesLine(settings('http://127.0.0.1:1'), keys);
  expect(await line?.deliver({ from: 'a@rye.example', to: 'b@example.com', mark: '1-proof' }, Buffer.from('x'))).toMatchObject({
    is: 'unsent',
  });
});

test('closing a line does not wait for an answer', async () => {
  const { line } = openSesLine(settings(await ses(() => line?.close())), keys);
  expect(await line?.deliver({ from: 'a@rye.example', to: 'b@example.com', mark: '1-proof' }, Buffer.from('x'))).toMatchObject({
    is: 'uncertain',
  });
  expect(line?.isOpen()).toBe(false);
});

test('the check reads the limits of the account', async () => {
  const endpoint = await ses((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        SendingEnabled: true,
        ProductionAccessEnabled: false,
        SendQuota: { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 12 },
      }),
    );
  });
  const secrets = memorySecrets();
  secrets.set('transport:t1', 'secret');
  const result = await checkTransport({
    transport: {
      kind: 'ses',
      settings: settings(endpoint),
      id: 1,
      publicId: 't1',
      name: 'SES',
      connections: 5,
      perSecond: null,
      perMinute: null,
      perHour: null,
      perDay: null,
      chosen: { perSecond: null, perDay: null },
      account: null,
      warmUp: null,
      fromAddresses: [],
      bounceAddress: '',
      isDefault: true,
      createdAt: 0,
      updatedAt: 0,
    },
    secrets,
    inboxPort: () => null,
  });
  expect(result.ok).toBe(true);
  expect(result.steps.map((step) => step.text).join(' ')).toContain('12 of 200 messages');
  expect(result.steps.at(-1)).toMatchObject({ ok: false, text: expect.stringContaining('sandbox') });
});
