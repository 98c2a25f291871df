import { z } from 'zod';
import { count, named, text, time } from './parts.ts';

const filterJson = z.record(z.string(), z.unknown());
const filterWritten = z.union([filterJson, z.string().min(1).max(10_000)]);
export const newSegment = named(
  'NewSegment',
  z.object({ name: text(200), filter: filterWritten, list_id: z.string().max(100).nullable().optional() }),
);
export const segmentChange = z.object({
  name: text(200).optional(),
  filter: filterWritten.optional(),
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
