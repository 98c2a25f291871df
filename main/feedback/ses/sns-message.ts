import { z } from 'zod';

const common = {
  MessageId: z.string().min(1),
  TopicArn: z.string().min(1),
  Message: z.string(),
  Timestamp: z.string(),
  SignatureVersion: z.enum(['1', '2']),
  Signature: z.string().min(1),
  SigningCertURL: z.string().min(1),
};

/** What a topic of Amazon SNS posts. */
export const snsMessage = z.discriminatedUnion('Type', [
  z.object({ Type: z.literal('Notification'), ...common, Subject: z.string().nullish() }),
  z.object({ Type: z.literal('SubscriptionConfirmation'), ...common, Token: z.string(), SubscribeURL: z.string() }),
  z.object({ Type: z.literal('UnsubscribeConfirmation'), ...common, Token: z.string(), SubscribeURL: z.string() }),
]);
export type SnsMessage = z.infer<typeof snsMessage>;

/** A notification as a queue holds it, which vouches for it: nothing but what it says is looked at. */
export const wrapped = z.object({ Type: z.literal('Notification'), Message: z.string() });

const SIGNED = ['Message', 'MessageId', 'Subject', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'] as const;

/** What SNS signs: each of these that is there, its name and its value on a line of their own, in the order of the alphabet. */
export function stringToSign(message: SnsMessage): string {
  const fields: Partial<Record<(typeof SIGNED)[number], string | null | undefined>> = message;
  return SIGNED.flatMap((name) => (typeof fields[name] === 'string' ? [`${name}\n${fields[name]}\n`] : [])).join('');
}
