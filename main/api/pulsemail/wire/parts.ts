import { z } from 'zod';
import { createComponents } from '../../http/openapi.ts';

export const components = createComponents();
export const named = <Shape extends z.ZodType>(id: string, shape: Shape): Shape => {
  components.add(shape, { id });
  return shape;
};

export const time = z.iso.datetime();
export const count = z.number().int();
export const text = (longest: number) => z.string().trim().min(1).max(longest);
/** A moment as clients write it: with an offset and fractions or without. */
export const moment = z.iso
  .datetime({ offset: true, error: 'is a time such as 2026-05-12T07:30:00Z' })
  .transform((value) => Date.parse(value));

export const failure = named(
  'Error',
  z.object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      request_id: z.string(),
      details: z.array(z.object({ field: z.string(), issue: z.string() })).optional(),
    }),
  }),
);
export const pageShape = <Item extends z.ZodType>(item: Item) =>
  z.object({ data: z.array(item), next_cursor: z.string().nullable(), total_estimate: count });

export const byId = z.object({ id: z.string().max(100) });
export const byListId = z.object({ list_id: z.string().max(100) });
