import { z } from 'zod';
import { count, email, id, none, time, withId } from '../schema/shapes.ts';
import { transportKind } from '../schema/words.ts';
import { call } from './contract.ts';

export const smtpSettings = z.object({
  host: z.string().trim().min(1).max(255),
  port: z.number().int().min(1).max(65535),
  /** `tls` from the first byte, `starttls` demanded, or `auto`: STARTTLS where it is offered. */
  security: z.enum(['tls', 'starttls', 'auto']).default('auto'),
  user: z.string().max(320).default(''),
});
export const sesSettings = z.object({
  region: z.string().trim().min(1).max(40),
  accessKeyId: z.string().trim().min(1).max(128),
  endpoint: z.url().nullable().default(null),
  configurationSet: z.string().max(64).default(''),
});

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
  z.object({ kind: z.literal('ses'), settings: sesSettings, secretAccessKey: z.string().min(1).max(1000), ...common }),
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
  /** Connects and logs in without sending; `steps` say how far it came. */
  check: call(
    withId,
    z.object({ ok: z.boolean(), steps: z.array(z.object({ text: z.string(), ok: z.boolean() })), reply: z.string() }),
  ),
};
