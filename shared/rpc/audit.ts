import { z } from 'zod';
import { count, id, none, time } from '../schema/shapes.ts';
import { call } from './contract.ts';

export const auditEntry = z.object({
  id,
  at: time,
  actorType: z.enum(['key', 'user', 'system']),
  actorLabel: z.string(),
  /** `window`, or the API by which it was asked for. */
  via: z.string(),
  action: z.string(),
  targetType: z.string(),
  targetId: z.string(),
  /** The names of what was given. */
  fields: z.array(z.string()),
});
export type AuditEntry = z.infer<typeof auditEntry>;

const apiRequest = z.object({
  id: z.string(),
  at: time,
  dialect: z.string(),
  method: z.string(),
  path: z.string(),
  status: z.number().int(),
  ms: count,
  /** What the key is called; empty for none that is known. */
  key: z.string(),
  /** Bodies as JSON, without addresses and secrets; empty where there was none, or a long one. */
  asked: z.string(),
  answered: z.string(),
});
export type ApiRequest = z.infer<typeof apiRequest>;

export const auditRpc = {
  /** Newest first; `before` is the `next` of the page before. */
  page: call(
    z.object({ before: count.nullable().default(null), limit: z.number().int().min(1).max(200).default(100) }),
    z.object({ rows: z.array(auditEntry), next: count.nullable() }),
  ),
  /** The last requests to the local server, newest first; they are forgotten when Letterpress quits. */
  requests: call(none, z.array(apiRequest)),
};
