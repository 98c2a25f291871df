import { z } from 'zod';
import { count, email, id, none, time, withId } from '../schema/shapes.ts';
import { call } from './contract.ts';

/** How a mailbox is reached over IMAP, and what may be done to the mail in it. */
export const mailboxSettings = z.object({
  host: z.string().trim().min(1).max(255),
  port: z.number().int().min(1).max(65535),
  /** `tls` from the first byte, `starttls` demanded, or `auto`: STARTTLS where it is offered. */
  security: z.enum(['tls', 'starttls', 'auto']).default('tls'),
  user: z.string().trim().min(1).max(320),
  folder: z.string().trim().min(1).max(500).default('INBOX'),
  /** `oauth2`: by an access token, which is fetched from `tokenUrl` with the refresh token. */
  signIn: z.enum(['password', 'oauth2']).default('password'),
  tokenUrl: z.union([z.url({ protocol: /^https?$/ }), z.literal('')]).default(''),
  clientId: z.string().trim().max(500).default(''),
  /** What is done to mail that was recognised. Other mail is never touched. */
  afterwards: z.enum(['nothing', 'seen', 'move']).default('nothing'),
  moveTo: z.string().trim().max(500).default(''),
});
export type MailboxSettings = z.infer<typeof mailboxSettings>;

/** Empty fields keep what is stored. */
export const mailboxSecret = z.object({
  password: z.string().max(1000).default(''),
  clientSecret: z.string().max(2000).default(''),
  refreshToken: z.string().max(10_000).default(''),
  accessToken: z.string().max(10_000).default(''),
});

/** What was found in a mailbox; `others` were left alone. */
const mailboxCounts = z.object({
  bounces: count,
  delays: count,
  complaints: count,
  unsubscribes: count,
  replies: count,
  autoReplies: count,
  others: count,
});
export type MailboxCounts = z.infer<typeof mailboxCounts>;

const mailboxState = z.object({
  /** `listening`: the server tells of new mail; `asking`: it is asked from time to time. */
  is: z.enum(['off', 'connecting', 'reading', 'listening', 'asking', 'trouble']),
  /** Of trouble: what is wrong, in plain words. */
  words: z.string(),
  nextTryAt: time.nullable(),
});
export type MailboxState = z.infer<typeof mailboxState>;

export const mailbox = z.object({
  id,
  address: email,
  settings: mailboxSettings,
  hasSecret: z.boolean(),
  state: mailboxState,
  checkedAt: time.nullable(),
  counts: mailboxCounts,
});
export type Mailbox = z.infer<typeof mailbox>;

export const newMailbox = z.object({ address: email, settings: mailboxSettings, secret: mailboxSecret });
export type NewMailbox = z.input<typeof newMailbox>;

export const mailboxesRpc = {
  all: call(none, z.array(mailbox)),
  create: call(newMailbox, withId),
  change: call(withId.extend(newMailbox.shape), none),
  remove: call(withId, none),
  /** Connects, logs in and looks at the folder without reading mail; `steps` say how far it came. */
  check: call(
    withId,
    z.object({ ok: z.boolean(), steps: z.array(z.object({ text: z.string(), ok: z.boolean() })), reply: z.string() }),
  ),
  /** Looks for new mail now, whatever the next time would be. */
  readNow: call(withId, none),
};
