import { z } from 'zod';
import { count, named, text, time } from './parts.ts';

export const newTag = z.object({ name: text(60) });
export const tag = named(
  'Tag',
  z.object({ id: z.string(), name: z.string(), color: z.string().nullable(), subscribers: count, created_at: time }),
);
export type Tag = z.infer<typeof tag>;
