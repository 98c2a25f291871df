import { z } from 'zod';
import { count, id, none, time } from '../schema/shapes.ts';
import { call } from './contract.ts';

/** What came of the events; `unmatched` are about messages that are not ours, `unreadable` are no events at all. */
const counts = z.object({
  delivered: count,
  bounced: count,
  complained: count,
  delayed: count,
  opened: count,
  clicked: count,
  unmatched: count,
  unreadable: count,
});
export type SesCounts = z.infer<typeof counts>;

const queueState = z.object({
  is: z.enum(['off', 'connecting', 'listening', 'trouble']),
  /** Of trouble: what is wrong, in plain words. */
  words: z.string(),
  nextTryAt: time.nullable(),
});
export type QueueState = z.infer<typeof queueState>;

const topicArn = z
  .string()
  .trim()
  .regex(
    /^(arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}(\.fifo)?)?$/,
    'It looks like arn:aws:sns:eu-west-1:123456789012:name.',
  );

const source = z.object({
  transportId: id,
  /** Of the account. */
  name: z.string(),
  accountRegion: z.string(),
  topicArn: z.string(),
  queueUrl: z.string(),
  region: z.string(),
  endpoint: z.string(),
  /** Where the topic posts to; empty while there is no public address, or before it was saved once. */
  address: z.string(),
  subscribedAt: time.nullable(),
  heardAt: time.nullable(),
  queue: queueState,
  counts,
});
export type SesSource = z.infer<typeof source>;

export const sesEventsRpc = {
  /** One for each Amazon SES account. */
  all: call(none, z.array(source)),
  change: call(
    z.object({
      transportId: id,
      topicArn,
      queueUrl: z.union([z.url({ protocol: /^https?$/ }), z.literal('')]),
      region: z.string().trim().max(40).default(''),
      endpoint: z.union([z.url({ protocol: /^https?$/ }), z.literal('')]).default(''),
    }),
    none,
  ),
  /** Looks at the queue and at the way of the topic without taking anything; `steps` say how far it came. */
  test: call(
    z.object({ transportId: id }),
    z.object({ ok: z.boolean(), steps: z.array(z.object({ text: z.string(), ok: z.boolean(), advice: z.string() })) }),
  ),
};
