import { z } from 'zod';
import { count, named, text, time } from './parts.ts';

const filterJson = z.record(z.string(), z.unknown());
export const newSegment = named(
  'NewSegment',
  z.object({ name: text(200), filter: filterJson, list_id: z.string().max(100).nullable().optional() }),
);
export const segmentChange = z.object({
  name: text(200).optional(),
  filter: filterJson.optional(),
  list_id: z.string().max(100).nullable().optional(),
});
export const segment = named(
  'Segment',
  z.object({
    id: z.string(),
    name: z.string(),
    list_id: z.string().nullable(),
    filter: filterJson,
    size: count.nullable(),
    size_computed_at: time.nullable(),
    created_at: time,
    updated_at: time,
  }),
);
export type Segment = z.infer<typeof segment>;
