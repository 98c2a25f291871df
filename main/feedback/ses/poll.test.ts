import { afterEach, beforeEach, expect, it } from 'vitest';
import { sql } from '../../db/db.ts';
import { getMessage } from '../../delivery/delivery.ts';
import { until } from '../../delivery/testing.ts';
import { createSesFeedback, type SesFeedback } from './ses-feedback.ts';
import { bounce, type SesWorld, sesEvent, sesWorld, sqsServer } from './testing.ts';

let world: SesWorld;
let sqs: Awaited<ReturnType<typeof sqsServer>>;
let ses: SesFeedback;
beforeEach(async () => {
  [world, sqs] = await Promise.all([sesWorld(), sqsServer()]);
  ses = createSesFeedback({ ...world, pollTiming: { waitSeconds: 1, retryMs: 20, longestMs: 100 } });
});
afterEach(async () => {
  await ses.stop();
  await sqs.stop();
  await world.close();
});

const source = () => {
  const [first] = ses.all();
  if (!first) throw new Error('no source');
  return first;
};
const listen = async (change: { queueUrl?: string } = {}) => {
  ses.start();
  await ses.change(world.account.publicId, {
    topicArn: '',
    queueUrl: sqs.queueUrl,
    region: '',
    endpoint: sqs.endpoint,
    ...change,
  });
};
const at = '2026-05-03T12:00:09.000Z';
const delivery = { eventType: 'Delivery', delivery: { timestamp: at, smtpResponse: '250 ok' } };
const untilEmpty = async () => {
  for (const end = Date.now() + 15_000; Date.now() < end; ) {
    const { waiting, hidden } = await sqs.lengths();
    if (waiting + hidden === 0) return;
  }
  throw new Error('waited in vain: the queue is empty');
};

it('reads events with and without the envelope of a topic, and removes them from the queue', async () => {
  await sqs.put(sqs.wrap(world.event('anna@x.example', { eventType: 'Bounce', bounce: bounce() })));
  await sqs.put(world.event('ben@x.example', delivery));
  await listen();
  await until('both are counted', () => source().counts.bounced === 1 && source().counts.delivered === 1);
  await untilEmpty();
  expect(world.suppressed()).toEqual([{ email: 'anna@x.example', reason: 'bounced' }]);
  expect(source().queue.is).toBe('listening');
  expect(source().heardAt).not.toBeNull();
});

it('hears of what comes while it waits', async () => {
  await listen();
  await until('it listens', () => source().queue.is === 'listening');
  await sqs.put(world.event('anna@x.example', delivery));
  await until('it is counted', () => source().counts.delivered === 1);
});

it('tells whoever waits for the outcome of a message that was uncertain', async () => {
  const id = world.messageTo('anna@x.example');
  world.db.run(sql`UPDATE messages SET status = 'uncertain' WHERE id = ${id}`);
  await sqs.put(world.event('anna@x.example', delivery));
  await listen();
  await until('it is known', () => getMessage(world.db, id)?.status === 'accepted');
});

it('leaves what is no event in the queue, and is not kept by it from reading on', async () => {
  for (const body of ['nonsense', '{"order":17}', '[]', sqs.wrap({ alarm: true })]) await sqs.put(body);
  await sqs.put(world.event('anna@x.example', delivery));
  await listen();
  await until('the event is counted', () => source().counts.delivered === 1 && source().counts.unreadable === 4);
  await sqs.put(world.event('ben@x.example', delivery));
  await until('the next one, too', () => source().counts.delivered === 2);
  await until('only the event is gone', () => source().queue.is === 'listening');
  expect(await sqs.lengths()).toMatchObject({ hidden: 4 });
});

it('puts off an event that cannot be written down, and takes the others', async () => {
  const { db } = world;
  const failing = world.messageTo('anna@x.example');
  const broken = {
    ...db,
    get: (query: Parameters<typeof db.get>[0]) => {
      if (query.text.includes('evidence') === false && query.values.includes(failing) && query.text.includes('FROM messages'))
        throw new Error('disk I/O error');
      return db.get(query) as never;
    },
  };
  ses = createSesFeedback({ ...world, db: broken, pollTiming: { waitSeconds: 1, retryMs: 20, longestMs: 100 } });
  await sqs.put(world.event('anna@x.example', delivery));
  await sqs.put(world.event('ben@x.example', delivery));
  await listen();
  await until('the other is counted', () => source().counts.delivered === 1);
  await until('it listens', () => source().queue.is === 'listening');
  expect(await sqs.lengths()).toMatchObject({ hidden: 1 });
});

it('reads a long queue in large steps, each event once', async () => {
  const events = Array.from({ length: 60 }, (_, index) => sesEvent({ ...delivery, id: `id-${index % 50}` }));
  await Promise.all(events.map((event) => sqs.put(event)));
  await listen();
  await untilEmpty();
  expect(source().counts.unmatched).toBe(50);
});

it('says what is wrong with the queue in plain words, and goes on when it is there again', async () => {
  const [base = ''] = sqs.queueUrl.split(/\/(?=[^/]+$)/);
  await listen({ queueUrl: `${base}/gone` });
  await until('it says so', () => source().queue.is === 'trouble');
  expect(source().queue.words).toBe('There is no queue at this address.');
  expect(await ses.test(world.account.publicId)).toMatchObject({
    ok: false,
    steps: [{ ok: false, text: 'There is no queue at this address.', advice: expect.stringContaining('Copy the URL') }],
  });
  await listen();
  await until('it listens', () => source().queue.is === 'listening');
  expect(await ses.test(world.account.publicId)).toMatchObject({ ok: true });
});

it('tries again by itself when nobody answers', async () => {
  await sqs.stop();
  await listen();
  await until('it says so', () => source().queue.is === 'trouble');
  expect(source().queue.words).toBe('The queue cannot be reached.');
  sqs = await sqsServer();
});

it('stops at once while it waits for messages', async () => {
  await listen();
  await until('it listens', () => source().queue.is === 'listening');
  const before = Date.now();
  await ses.stop();
  expect(Date.now() - before).toBeLessThan(900);
  expect(source().queue.is).toBe('off');
});

it('asks no queue that is not at Amazon unless its endpoint was entered', async () => {
  const settings = { topicArn: '', region: '', endpoint: '' };
  const change = (queueUrl: string) => ses.change(world.account.publicId, { ...settings, queueUrl });
  await expect(change('https://evil.example/123456789012/q')).rejects.toMatchObject({ code: 'ses-events.queue' });
  await expect(change('http://sqs.eu-west-1.amazonaws.com/123456789012/q')).rejects.toMatchObject({ code: 'ses-events.queue' });
  await change('https://sqs.eu-west-1.amazonaws.com/123456789012/q');
  await expect(ses.change('unknown', { ...settings, queueUrl: '' })).rejects.toMatchObject({ kind: 'not-found' });
});
