import { z } from 'zod';
import { count, named, text, time } from './parts.ts';

export const senderInput = named(
  'Sender',
  z.object({ email: z.string().trim().min(3).max(320), name: z.string().trim().max(200) }),
);
export const sender = z.object({ id: z.string(), email: z.string(), name: z.string(), status: z.enum(['verified', 'pending']) });

export const newList = named(
  'NewList',
  z.object({ name: text(120), double_opt_in: z.boolean().default(true), default_from: senderInput.nullable().optional() }),
);
export const listChange = named(
  'ListChange',
  z.object({
    name: text(120).optional(),
    double_opt_in: z.boolean().optional(),
    default_from: senderInput.nullable().optional(),
  }),
);
export const list = named(
  'List',
  z.object({
    id: z.string(),
    name: z.string(),
    subscribers: count,
    double_opt_in: z.boolean(),
    default_from: z.object({ email: z.string(), name: z.string() }).nullable(),
    created_at: time,
  }),
);
export type List = z.infer<typeof list>;
