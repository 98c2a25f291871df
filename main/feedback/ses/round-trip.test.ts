import { afterEach, expect, it } from 'vitest';
import { launchCampaign } from '../../campaigns/campaigns.ts';
import { campaignWorld, seedPeople } from '../../campaigns/testing.ts';
import { sql } from '../../db/db.ts';
import { createTransport, evidenceOf } from '../../delivery/delivery.ts';
import { until } from '../../delivery/testing.ts';
import { sesEndpoint, sesKeys } from '../../delivery/transports/ses-endpoint.ts';
import { createSesFeedback } from './ses-feedback.ts';
import { bounce, sesEvent, sqsServer } from './testing.ts';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

it('knows a message again by what Amazon was given with it', async () => {
  const [world, amazon, sqs] = await Promise.all([campaignWorld(), sesEndpoint(), sqsServer()]);
  cleanUp.push(world.close, amazon.stop, sqs.stop);
  amazon.state.identities['hearth.example'] = { verified: true };
  amazon.state.configurationSets.push('news');
  seedPeople(world.db, [{ email: 'anna@x.example', lists: { news: 'subscribed' } }]);
  const account = createTransport(world.db, {
    transport: {
      kind: 'ses',
      name: 'SES',
      settings: { region: 'eu-west-1', accessKeyId: sesKeys.accessKeyId, endpoint: amazon.url, configurationSet: 'news' },
      secretAccessKey: sesKeys.secretAccessKey,
    },
    secrets: world.secrets,
    now: world.clock(),
  });
  const ses = createSesFeedback({ ...world, pollTiming: { waitSeconds: 1 } });
  cleanUp.push(ses.stop);
  ses.start();
  await ses.change(account.publicId, { topicArn: '', queueUrl: sqs.queueUrl, region: '', endpoint: sqs.endpoint });

  const { sendId } = await launchCampaign(world, {
    id: world.draft({ audience: { listIds: ['news'] }, transportId: account.publicId }),
  });
  await world.settled(sendId);
  const [sent] = amazon.state.sent;
  if (!sent) throw new Error('nothing was sent');

  // Once by its tag, as event publishing tells, and once by the headers, as the feedback of an identity does.
  const quoted = /^Message-ID: *(<.+>)/im.exec(sent.raw)?.[1];
  const headers = [{ name: 'Message-ID', value: quoted }];
  const delivery = { timestamp: new Date().toISOString(), smtpResponse: '250 ok' };
  await sqs.put(sqs.wrap(sesEvent({ notificationType: 'Delivery', delivery, id: sent.id, headers })));
  await sqs.put(
    sqs.wrap({ ...sesEvent({ eventType: 'Bounce', bounce: bounce(), id: sent.id, tag: sent.tags['letterpress'] ?? '' }) }),
  );
  const id = world.db.value<number>(sql`SELECT id FROM messages WHERE email = 'anna@x.example'`) ?? 0;
  await until('both are known', () => evidenceOf(world.db, id).length === 2);
  expect(
    evidenceOf(world.db, id)
      .map(({ what }) => what)
      .sort(),
  ).toEqual(['bounced', 'delivered']);
  expect(world.db.value(sql`SELECT reason FROM suppressions WHERE email = 'anna@x.example'`)).toBe('bounced');
});
