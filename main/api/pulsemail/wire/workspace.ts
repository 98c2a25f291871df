import { z } from 'zod';
import { count, moment, named, text, time } from './parts.ts';

export const me = named(
  'Me',
  z.object({ id: z.string(), workspace_id: z.string(), scopes: z.array(z.string()), key_label: z.string(), created_at: time }),
);

export const workspaceChange = z.object({
  name: text(200).optional(),
  default_region: z.enum(['eu-de', 'eu-at', 'eu-fi']).optional(),
});
export const workspaceShape = named(
  'Workspace',
  z.object({
    id: z.string(),
    name: z.string(),
    default_region: z.string(),
    plan: z.string(),
    sender_domains: z.array(z.object({ id: z.string(), domain: z.string(), status: z.string(), verified_at: time.nullable() })),
    created_at: time,
  }),
);
const meter = z.object({ used: count, limit: count.nullable() });
export const usage = named(
  'Usage',
  z.object({
    period: z.object({ start: time, end: time }),
    plan: z.string(),
    sends: z.object({ used: count, limit: count.nullable(), remaining: count.nullable() }),
    subscribers: meter,
    storage: z.object({ used_bytes: count, limit_bytes: count.nullable() }),
    imports: z.object({ rows: count }),
    webhook_deliveries: z.object({ succeeded: count, failed: count }),
  }),
);
export const usageQuery = z.object({
  period: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'is a month such as 2026-05')
    .optional(),
});

export const auditQuery = z.object({
  action: z.string().max(100).optional(),
  actor_id: z.string().max(100).optional(),
  since: moment.optional(),
  until: moment.optional(),
});
export const auditEntry = named(
  'AuditEntry',
  z.object({
    id: z.string(),
    at: time,
    actor: z.object({ type: z.string(), id: z.string(), label: z.string() }),
    action: z.string(),
    target: z.object({ type: z.string(), id: z.string() }),
    ip: z.string(),
    request_id: z.string(),
    metadata: z.record(z.string(), z.unknown()),
  }),
);
