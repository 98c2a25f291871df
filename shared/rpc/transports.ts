import { z } from 'zod';
import { count, email, id, none, time, withId } from '../schema/shapes.ts';
import { transportKind } from '../schema/words.ts';
import { call } from './contract.ts';

export const smtpSettings = z.object({
  host: z.string().trim().min(1).max(255),
  port: z.number().int().min(1).max(65535),
  /** `tls` from the first byte, `starttls` demanded, `auto`: STARTTLS where it is offered, `none` for a server on this computer. */
  security: z.enum(['tls', 'starttls', 'auto', 'none']).default('auto'),
  user: z.string().max(320).default(''),
});
export const sesSettings = z.object({
  region: z.string().trim().min(1).max(40),
  accessKeyId: z.string().trim().min(1).max(128),
  endpoint: z.url().nullable().default(null),
  configurationSet: z.string().max(64).default(''),
});

/** What Amazon says of an account: the limits that hold where the person chose none, and whether it may send at all. */
export const accountFacts = z.object({
  perSecond: z.number().positive().nullable(),
  perDay: z.number().int().positive().nullable(),
  sentLastDay: count,
  /** In the sandbox only confirmed addresses get anything. */
  sandbox: z.boolean(),
  sendingEnabled: z.boolean(),
  /** Amazon's own word: HEALTHY, PROBATION, SHUTDOWN. */
  enforcement: z.string(),
  readAt: time,
});
export type AccountFacts = z.infer<typeof accountFacts>;

/** A sender that Amazon knows: a domain or an address, whether it is confirmed, and the records that prove it. */
const identity = z.object({
  name: z.string(),
  kind: z.enum(['domain', 'address']),
  verified: z.boolean(),
  dkim: z.object({ state: z.string(), records: z.array(z.object({ name: z.string(), type: z.string(), value: z.string() })) }),
  mailFrom: z.object({ domain: z.string(), state: z.string() }).nullable(),
});
export type Identity = z.infer<typeof identity>;

/** How an account does at the moment, in a word and in words. */
const transportHealth = z.object({
  state: z.enum(['idle', 'sending', 'slowed', 'waiting', 'held']),
  words: z.string(),
  connections: count,
  perSecond: z.number().nonnegative(),
  retryAt: time.nullable(),
});
export type TransportHealth = z.infer<typeof transportHealth>;

/** One step of a check. `advice` says what to do about one that failed; `server` is what the other side said itself. */
const checkStep = z.object({
  name: z.string(),
  text: z.string(),
  ok: z.boolean(),
  advice: z.string().default(''),
  server: z.string().default(''),
  ms: count.nullable().default(null),
});
export type CheckStep = z.infer<typeof checkStep>;

/** How a new account or domain is made known to the world: so many on its first day, and each day more, until its pace is reached. */
export const warmUp = z.object({
  startedAt: time,
  firstDay: z.number().int().min(1).max(1_000_000),
  /** By what each day's number is multiplied. */
  growth: z.number().min(1.05).max(5),
});
export type WarmUp = z.infer<typeof warmUp>;

const pace = {
  connections: z.number().int().min(1).max(50),
  perSecond: z.number().positive().max(10_000).nullable(),
  perMinute: z.number().int().positive().nullable(),
  perHour: z.number().int().positive().nullable(),
  perDay: z.number().int().positive().nullable(),
  warmUp: warmUp.nullable(),
};

/** What an account may send for: whole addresses, or `@domain`. Empty for any. */
const fromAddresses = z
  .array(
    z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^[^@\s]*@[^@\s]+$/),
  )
  .max(200);
/** Where bounces come back to; each message has a mark of its own in it: `bounces+<mark>@hearth.example`. */
const bounceAddress = z.union([email, z.literal('')]);

export const transport = z.object({
  id,
  kind: transportKind,
  name: z.string(),
  settings: z.union([smtpSettings, sesSettings, z.object({})]),
  hasSecret: z.boolean(),
  ...pace,
  fromAddresses,
  bounceAddress,
  /** What the person chose; the pace above is what holds, which for Amazon SES is otherwise the account's own. */
  chosen: z.object({ perSecond: z.number().nullable(), perDay: z.number().nullable() }),
  account: accountFacts.nullable(),
  health: transportHealth,
  isDefault: z.boolean(),
  sentToday: count,
});
export type Transport = z.infer<typeof transport>;

const common = {
  name: z.string().trim().max(200).default(''),
  connections: pace.connections.default(5),
  perSecond: pace.perSecond.default(null),
  perMinute: pace.perMinute.default(null),
  perHour: pace.perHour.default(null),
  perDay: pace.perDay.default(null),
  warmUp: pace.warmUp.default(null),
  fromAddresses: fromAddresses.default([]),
  bounceAddress: bounceAddress.default(''),
};

export const newTransport = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('smtp'), settings: smtpSettings, password: z.string().max(1000).default(''), ...common }),
  z.object({
    kind: z.literal('ses'),
    settings: sesSettings,
    secretAccessKey: z.string().min(1).max(1000),
    sessionToken: z.string().max(4000).default(''),
    ...common,
  }),
  z.object({ kind: z.literal('inbox'), ...common }),
]);
/** What is left out has its default. */
export type NewTransport = z.input<typeof newTransport>;

export const transportsRpc = {
  all: call(none, z.array(transport)),
  create: call(newTransport, withId),
  change: call(
    withId.extend({
      name: z.string().trim().min(1).max(200).optional(),
      settings: z.union([smtpSettings, sesSettings]).optional(),
      /** Empty keeps what is stored. */
      secret: z.string().max(1000).default(''),
      /** Of temporary keys of Amazon; goes with a new secret. */
      sessionToken: z.string().max(4000).default(''),
      connections: pace.connections.optional(),
      perSecond: pace.perSecond.optional(),
      perMinute: pace.perMinute.optional(),
      perHour: pace.perHour.optional(),
      perDay: pace.perDay.optional(),
      warmUp: pace.warmUp.optional(),
      fromAddresses: fromAddresses.optional(),
      bounceAddress: bounceAddress.optional(),
    }),
    none,
  ),
  makeDefault: call(withId, none),
  remove: call(withId, none),
  /** Goes the whole way of a message but its sending, as `sender` or somebody it may send for; `steps` say how far it came. */
  check: call(
    withId.extend({ sender: z.union([email, z.literal('')]).default('') }),
    z.object({ ok: z.boolean(), steps: z.array(checkStep), reply: z.string() }),
  ),
  /** The mail host of an address: by its domain, or by where that domain's mail goes. */
  recognise: call(z.object({ address: email }), z.object({ presetId: z.string().nullable() })),
  /** What an Amazon SES account may send for. */
  identities: call(withId, z.object({ identities: z.array(identity) })),
  /** Suppresses here whoever Amazon suppresses. */
  bringSuppressed: call(withId, z.object({ read: count, added: count })),
};
