import { randomUUID, sign } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { CreateQueueCommand, GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';
import { launchCampaign } from '../../campaigns/campaigns.ts';
import { campaignWorld, seedPeople } from '../../campaigns/testing.ts';
import { sql } from '../../db/db.ts';
import { createMarks, createTransport } from '../../delivery/delivery.ts';
import { setPublicAddress } from '../../tracking/tracking.ts';
import { snsCertificate } from './testing-certificate.ts';

export const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:ses-events';
const CERTIFICATE = 'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem';

/** A workspace with an account at Amazon SES, and a campaign that was sent to two people. */
export async function sesWorld(given: { publicAddress?: string } = {}) {
  const world = await campaignWorld();
  const { db, secrets } = world;
  seedPeople(db, [
    { email: 'anna@x.example', lists: { news: 'subscribed' } },
    { email: 'ben@x.example', lists: { news: 'subscribed' } },
  ]);
  const account = createTransport(db, {
    transport: {
      kind: 'ses',
      name: 'SES',
      settings: { region: 'eu-west-1', accessKeyId: 'AKIATEST', configurationSet: 'news' },
      secretAccessKey: 'secret',
    },
    secrets,
    now: world.clock(),
  });
  setPublicAddress(db, given.publicAddress ?? '');
  const campaignId = world.draft({
    audience: { listIds: ['news'] },
    transportId: world.transport.publicId,
  });
  const { sendId } = await launchCampaign(world, { id: campaignId });
  await world.settled(sendId);
  const marks = createMarks(secrets);
  const messageTo = (email: string) => db.value<number>(sql`SELECT id FROM messages WHERE email = ${email}`) ?? 0;
  return {
    ...world,
    account,
    campaignId,
    marks,
    messageTo,
    /** An event about the message to somebody, as Amazon writes it. */
    event: (email: string, parts: EventParts) => sesEvent({ tag: marks.mark(messageTo(email)), ...parts }),
    suppressed: () =>
      db
        .all<{ email: string; reason: string }>(sql`SELECT email, reason FROM suppressions ORDER BY email`)
        .map((row) => ({ ...row })),
  };
}
export type SesWorld = Awaited<ReturnType<typeof sesWorld>>;

type EventParts = { [part: string]: unknown; tag?: string; id?: string } & ({ eventType: string } | { notificationType: string });

/** What "Contents of event data that Amazon SES publishes" describes; the feedback of an identity has no tags. */
export function sesEvent({ tag, id = '0102-abc', headers = [], ...parts }: EventParts & { headers?: unknown }) {
  return {
    ...parts,
    mail: {
      timestamp: '2026-05-03T12:00:00.000Z',
      messageId: id,
      source: 'hello@hearth.example',
      destination: ['anna@x.example'],
      headersTruncated: false,
      headers,
      commonHeaders: { subject: 'Hello' },
      ...('eventType' in parts && tag ? { tags: { 'ses:configuration-set': ['news'], letterpress: [tag] } } : {}),
    },
  };
}

export const bounce = (
  given: { type?: string; subType?: string; status?: string; diagnostic?: string; feedbackId?: string } = {},
) => ({
  bounceType: given.type ?? 'Permanent',
  bounceSubType: given.subType ?? 'General',
  feedbackId: given.feedbackId ?? '0102-bounce',
  timestamp: '2026-05-03T12:00:05.000Z',
  reportingMTA: 'dns; a1-1.smtp-out.eu-west-1.amazonses.com',
  bouncedRecipients: [
    {
      emailAddress: 'anna@x.example',
      action: 'failed',
      status: given.status ?? '5.1.1',
      diagnosticCode: given.diagnostic ?? 'smtp; 550 5.1.1 user unknown',
    },
  ],
});

/** Amazon SQS on this machine, with the real protocol. */
export async function sqsServer() {
  const app = buildApp({ logger: false, defaultRegion: 'eu-west-1' });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const endpoint = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const client = new SQSClient({
    region: 'eu-west-1',
    endpoint,
    useQueueUrlAsEndpoint: false,
    credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' },
  });
  const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: 'ses-events' }));
  /** Messages that wait, and those that somebody works on. */
  const lengths = async () => {
    const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
    return {
      waiting: Number(Attributes?.['ApproximateNumberOfMessages']),
      hidden: Number(Attributes?.['ApproximateNumberOfMessagesNotVisible']),
    };
  };
  return {
    endpoint,
    queueUrl: QueueUrl,
    lengths,
    put: (body: unknown) =>
      client.send(new SendMessageCommand({ QueueUrl, MessageBody: typeof body === 'string' ? body : JSON.stringify(body) })),
    /** As a topic does without raw delivery. */
    wrap: (event: unknown) => ({
      Type: 'Notification',
      MessageId: randomUUID(),
      TopicArn: TOPIC,
      Message: JSON.stringify(event),
      Timestamp: new Date().toISOString(),
      SignatureVersion: '1',
      Signature: 'EXAMPLE',
      SigningCertURL: 'EXAMPLE',
    }),
    stop: async () => {
      client.destroy();
      app.server.closeAllConnections();
      await app.close();
    },
  };
}

type Unsigned = { [name: string]: string | undefined; Type: string };

/** Signs as Amazon SNS does: the fields by name, each name and value on a line of its own. */
export function signed(message: Unsigned, version: '1' | '2' = '2'): Record<string, string> {
  const fields = ['Message', 'MessageId', 'Subject', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
  const text = fields.flatMap((name) => (message[name] === undefined ? [] : [`${name}\n${message[name]}\n`])).join('');
  const signature = sign(version === '2' ? 'sha256' : 'sha1', Buffer.from(text), snsCertificate.key).toString('base64');
  return { SigningCertURL: CERTIFICATE, ...message, SignatureVersion: version, Signature: signature } as Record<string, string>;
}

const base = () => ({ MessageId: randomUUID(), TopicArn: TOPIC, Timestamp: new Date().toISOString() });

export const notification = (event: unknown, given: Partial<Unsigned> = {}): Unsigned => ({
  Type: 'Notification',
  ...base(),
  Message: typeof event === 'string' ? event : JSON.stringify(event),
  ...given,
});

export const confirmation = (given: Partial<Unsigned> = {}): Unsigned => ({
  Type: 'SubscriptionConfirmation',
  ...base(),
  Message: 'You have chosen to subscribe to the topic.',
  Token: '2336412f37',
  SubscribeURL: 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=2336412f37',
  ...given,
});

/** Amazon SNS as far as it is fetched from: it has the certificate, and keeps what was asked of it. */
export function snsWeb() {
  const asked: string[] = [];
  return {
    asked,
    isHost: (host: string) => /^sns\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/.test(host),
    get: async (url: string) => {
      asked.push(url);
      return url.endsWith('.pem') ? snsCertificate.cert : '<ConfirmSubscriptionResponse/>';
    },
  };
}
