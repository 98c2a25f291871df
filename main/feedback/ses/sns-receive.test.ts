import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { publicServer } from '../../api/public/public.ts';
import { createLogger } from '../../base/logger.ts';
import type { Feedback } from '../feedback.ts';
import { createSesFeedback, type SesFeedback } from './ses-feedback.ts';
import { bounce, confirmation, notification, type SesWorld, sesWorld, signed, snsWeb, TOPIC } from './testing.ts';

let world: SesWorld;
let ses: SesFeedback;
let server: FastifyInstance;
let web: ReturnType<typeof snsWeb>;
let path: string;
let logged: string[];
beforeEach(async () => {
  world = await sesWorld({ publicAddress: 'https://mail.hearth.example' });
  web = snsWeb();
  logged = [];
  const logger = createLogger({ write: (line) => void logged.push(line) });
  ses = createSesFeedback({ ...world, logger, sns: web });
  server = publicServer({ workspaces: () => [{ ...world, feedback: { ses } as Feedback }], logger });
  await ses.change(world.account.publicId, { topicArn: TOPIC, queueUrl: '', region: '', endpoint: '' });
  path = new URL(source().address).pathname;
});
afterEach(async () => {
  await ses.stop();
  await server.close();
  await world.close();
});

const source = () => {
  const [first] = ses.all();
  if (!first) throw new Error('no source');
  return first;
};
/** As SNS does: whatever it is, it is called text. */
const post = async (body: unknown, to = path) =>
  (
    await server.inject({
      method: 'POST',
      url: to,
      headers: { 'content-type': 'text/plain; charset=UTF-8' },
      payload: typeof body === 'string' ? body : JSON.stringify(body),
    })
  ).statusCode;
const bounced = () => world.event('anna@x.example', { eventType: 'Bounce', bounce: bounce() });

it.each(['1', '2'] as const)('takes an event that Amazon signed (version %s)', async (version) => {
  expect(await post(signed(notification(bounced()), version))).toBe(200);
  expect(source().counts.bounced).toBe(1);
  expect(world.suppressed()).toEqual([{ email: 'anna@x.example', reason: 'bounced' }]);
});

it('takes an event with a subject, one that is large, and the same again without counting it again', async () => {
  const event = world.event('anna@x.example', { eventType: 'Bounce', bounce: bounce({ diagnostic: 'x'.repeat(100_000) }) });
  const message = signed(notification(event, { Subject: 'Amazon SES Email Event Notification' }));
  expect([await post(message), await post(message)]).toEqual([200, 200]);
  expect(source().counts.bounced).toBe(1);
});

it('fetches a certificate once', async () => {
  for (let times = 0; times < 3; times++) await post(signed(notification(bounced())));
  expect(web.asked).toEqual(['https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem']);
});

describe('refuses with 403, changing nothing,', () => {
  const changed = (change: Record<string, string>) => ({ ...signed(notification(bounced())), ...change });
  const old = (ms: number) => new Date(Date.now() - ms).toISOString();
  it.each<[what: string, message: () => unknown]>([
    [
      'what was tampered with',
      () => changed({ Message: JSON.stringify(world.event('ben@x.example', { eventType: 'Bounce', bounce: bounce() })) }),
    ],
    ['another time stamp than was signed', () => changed({ Timestamp: new Date().toISOString().replace(/\d{3}Z$/, '999Z') })],
    ['the signature of version 1 called version 2', () => ({ ...signed(notification(bounced()), '1'), SignatureVersion: '2' })],
    ['no signature', () => changed({ Signature: '' })],
    ['another topic', () => signed(notification(bounced(), { TopicArn: `${TOPIC}-other` }))],
    ['what is too old', () => signed(notification(bounced(), { Timestamp: old(2 * 3_600_000) }))],
    ['what is from the future', () => signed(notification(bounced(), { Timestamp: old(-3_600_000) }))],
    ['what has no time', () => signed(notification(bounced(), { Timestamp: 'yesterday' }))],
    ['what is no message of SNS', () => ({ hello: 'world' })],
    ['what is no JSON', () => 'hello'],
  ])('%s', async (_what, message) => {
    expect(await post(message())).toBe(403);
    expect(source().counts.bounced).toBe(0);
    expect(world.suppressed()).toEqual([]);
  });

  it.each([
    'http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem',
    'https://sns.eu-west-1.amazonaws.com.evil.example/a.pem',
    'https://evil.example/sns.eu-west-1.amazonaws.com/a.pem',
    'https://sns.eu-west-1.amazonaws.com@evil.example/a.pem',
    'https://user@sns.eu-west-1.amazonaws.com/a.pem',
    'https://sns.eu-west-1.amazonaws.com:8443/a.pem',
    'https://my-bucket.s3.eu-west-1.amazonaws.com/a.pem',
    'https://sns.eu-west-1.amazonaws.com/a.txt',
    'nonsense',
  ])('a certificate from %s, without fetching it', async (SigningCertURL) => {
    expect(await post(signed({ ...notification(bounced()), SigningCertURL }))).toBe(403);
    expect(web.asked).toEqual([]);
  });
});

it('takes certificates of Amazon in China', async () => {
  const SigningCertURL = 'https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-1.pem';
  expect(await post(signed({ ...notification(bounced()), SigningCertURL }))).toBe(200);
});

it('logs the same refusal once', async () => {
  for (let times = 0; times < 5; times++) await post('nonsense');
  expect(logged.filter((line) => line.includes('was refused'))).toHaveLength(1);
});

it('is found at its own path only', async () => {
  const message = signed(notification(bounced()));
  expect(path).toMatch(/^\/ses\/[\w-]{20,}$/);
  expect(await post(message, '/ses/guess')).toBe(404);
  expect(await post(message, `${path}x`)).toBe(404);
  expect((await server.inject(path)).statusCode).toBe(404);
});

it('confirms the subscription of its topic, and notes when it ends', async () => {
  expect(source().subscribedAt).toBeNull();
  expect(await post(signed(confirmation()))).toBe(200);
  expect(web.asked).toContain('https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=2336412f37');
  expect(source().subscribedAt).not.toBeNull();
  await post(signed(confirmation({ Type: 'UnsubscribeConfirmation' })));
  expect(source().subscribedAt).toBeNull();
});

it('confirms no other topic, nothing unsigned, and visits no other host', async () => {
  expect(await post(signed(confirmation({ TopicArn: `${TOPIC}-other` })))).toBe(403);
  expect(await post({ ...signed(confirmation()), SubscribeURL: 'https://sns.eu-west-1.amazonaws.com/?other' })).toBe(403);
  expect(await post(signed(confirmation({ SubscribeURL: 'https://evil.example/?Action=ConfirmSubscription' })))).toBe(403);
  expect(web.asked.filter((url) => !url.endsWith('.pem'))).toEqual([]);
  expect(source().subscribedAt).toBeNull();
});

it('has the subscription come again when it could not be confirmed', async () => {
  const { get } = web;
  web.get = (url) => (url.endsWith('.pem') ? get(url) : Promise.reject(new Error('no network')));
  expect(await post(signed(confirmation()))).toBe(503);
  expect(source().subscribedAt).toBeNull();
});

it('asks for confirmation again when another topic is entered', async () => {
  await post(signed(confirmation()));
  await ses.change(world.account.publicId, { topicArn: `${TOPIC}-2`, queueUrl: '', region: '', endpoint: '' });
  expect(source()).toMatchObject({ subscribedAt: null });
  expect(new URL(source().address).pathname).toBe(path);
});

it('passes over the greeting of a new topic and counts what it cannot read', async () => {
  expect(await post(signed(notification('Successfully validated SNS topic for Amazon SES event publishing.')))).toBe(200);
  expect(source().counts.unreadable).toBe(0);
  expect(await post(signed(notification('{"alarm":"disk full"}')))).toBe(200);
  expect(source().counts.unreadable).toBe(1);
});
