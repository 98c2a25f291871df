import { z } from 'zod';
import { count, email, id, none, time, window, withId } from '../schema/shapes.ts';
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

const pace = {
  connections: z.number().int().min(1).max(50),
  perSecond: z.number().positive().max(10_000).nullable(),
  perDay: z.number().int().positive().nullable(),
};

export const transport = z.object({
  id,
  kind: transportKind,
  name: z.string(),
  settings: z.union([smtpSettings, sesSettings, z.object({})]),
  hasSecret: z.boolean(),
  ...pace,
  isDefault: z.boolean(),
  sentToday: count,
});
export type Transport = z.infer<typeof transport>;

const common = {
  name: z.string().trim().max(200).default(''),
  connections: pace.connections.default(5),
  perSecond: pace.perSecond.default(null),
  perDay: pace.perDay.default(null),
};

export const newTransport = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('smtp'), settings: smtpSettings, password: z.string().max(1000).default(''), ...common }),
  z.object({ kind: z.literal('ses'), settings: sesSettings, secretAccessKey: z.string().min(1).max(1000), ...common }),
  z.object({ kind: z.literal('inbox'), ...common }),
]);
export type NewTransport = z.infer<typeof newTransport>;

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
      perDay: pace.perDay.optional(),
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

const inboxRow = z.object({
  id,
  receivedAt: time,
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  bytes: count,
  read: z.boolean(),
});
export type InboxRow = z.infer<typeof inboxRow>;

export const inboxRpc = {
  page: call(
    window.extend({ search: z.string().max(200).default('') }),
    z.object({ rows: z.array(inboxRow), total: count, unread: count }),
  ),
  /** The message as a mail program would take it apart. Marks it as read. */
  get: call(
    withId,
    inboxRow.extend({
      html: z.string().nullable(),
      text: z.string(),
      source: z.string(),
      headers: z.array(z.object({ name: z.string(), value: z.string() })),
      attachments: z.array(z.object({ fileName: z.string(), type: z.string(), bytes: count, data: z.string() })),
    }),
  ),
  clear: call(none, none),
  address: call(none, z.object({ host: z.string(), port: z.number().int() })),
};

export const settingsRpc = {
  get: call(
    none,
    z.object({
      publicAddress: z.string(),
      workspaceName: z.string(),
      ownerEmail: z.string(),
      ownerHasPassword: z.boolean(),
      apiAddress: z.string(),
      publicPort: z.number().int().nullable(),
      version: z.string(),
      dataFolder: z.string(),
    }),
  ),
  change: call(
    z.object({
      /** https address under which recipients reach the public listener; empty for none. */
      publicAddress: z.union([z.url(), z.literal('')]).optional(),
      workspaceName: z.string().trim().min(1).max(200).optional(),
      ownerEmail: email.optional(),
      ownerPassword: z.string().min(8).max(200).optional(),
    }),
    none,
  ),
};
