import type { Message } from '@aws-sdk/client-sqs';
import type { AmazonKeys } from '../../delivery/delivery.ts';
import type { Source } from './sources.store.ts';

/** As many as Amazon hands over at once. */
export const BATCH = 10;
/** How long a message is out of others' sight while it is worked on. */
const HIDDEN_S = 120;

export type QueueMessage = { id: string; body: string; receipt: string; times: number };

/** A queue of Amazon SQS. */
export type Queue = {
  /** Waits up to so many seconds for messages. */
  receive: (options: { seconds: number; signal: AbortSignal }) => Promise<QueueMessage[]>;
  remove: (messages: readonly QueueMessage[]) => Promise<void>;
  /** Leaves a message to come again after so many seconds. */
  putOff: (message: QueueMessage, seconds: number) => Promise<void>;
  /** How many messages are waiting; takes none. */
  look: () => Promise<number>;
  close: () => void;
};

/** Amazon's library is large and most people never need it, so it is loaded when a queue is opened. */
export async function openQueue(source: Pick<Source, 'queueUrl' | 'region' | 'endpoint'>, keys: AmazonKeys): Promise<Queue> {
  const sqs = await import('@aws-sdk/client-sqs');
  const { queueUrl: QueueUrl, region, endpoint } = source;
  const client = new sqs.SQSClient({
    region,
    credentials: keys,
    // The loop has its own patience.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 10_000, requestTimeout: 30_000 },
    ...(endpoint ? { endpoint, useQueueUrlAsEndpoint: false } : {}),
  });
  return {
    receive: async ({ seconds, signal }) => {
      const { Messages } = await client.send(
        new sqs.ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: BATCH,
          WaitTimeSeconds: seconds,
          VisibilityTimeout: HIDDEN_S,
          MessageSystemAttributeNames: ['ApproximateReceiveCount'],
        }),
        { abortSignal: signal },
      );
      return (Messages ?? []).map(toMessage);
    },
    remove: async (messages) => {
      if (messages.length === 0) return;
      const Entries = messages.map(({ receipt }, index) => ({ Id: String(index), ReceiptHandle: receipt }));
      // What could not be removed comes again and is known then.
      await client.send(new sqs.DeleteMessageBatchCommand({ QueueUrl, Entries }));
    },
    putOff: async ({ receipt }, seconds) => {
      await client.send(new sqs.ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: receipt, VisibilityTimeout: seconds }));
    },
    look: async () => {
      const AttributeNames = ['ApproximateNumberOfMessages'] satisfies ['ApproximateNumberOfMessages'];
      const { Attributes } = await client.send(new sqs.GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
      return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
    },
    close: () => client.destroy(),
  };
}

const toMessage = ({ MessageId, Body, ReceiptHandle, Attributes }: Message): QueueMessage => ({
  id: MessageId ?? '',
  body: Body ?? '',
  receipt: ReceiptHandle ?? '',
  times: Number(Attributes?.ApproximateReceiveCount ?? 1),
});

/** The region that a queue's address names; empty where it names none. */
export const regionOfQueue = (queueUrl: string): string =>
  /^https:\/\/(?:sqs\.([a-z0-9-]+)|([a-z0-9-]+)\.queue)\.amazonaws\.com(?:\.cn)?\//.exec(queueUrl)?.slice(1).find(Boolean) ?? '';

/** Whether an address is a queue at Amazon; requests carry what the keys signed, which nobody else should get. */
export const isAmazonQueue = (queueUrl: string): boolean =>
  /^https:\/\/[a-z0-9.-]+\.amazonaws\.com(\.cn)?\/\d{12}\/[A-Za-z0-9_.-]{1,80}$/.test(queueUrl);
