import { z } from 'zod';
import { none } from '../schema/shapes.ts';
import { call } from './contract.ts';

/** A column that is shown: its key, and its width in pixels where a person has drawn it. */
export const columnView = z.object({ key: z.string().max(120), width: z.number().int().min(40).max(2000).nullable() });
export type ColumnView = z.infer<typeof columnView>;

const table = z.enum(['contacts']);

/** How tables are shown in this workspace. */
export const tableViewsRpc = {
  /** Null where nobody has set it up. */
  get: call(z.object({ table }), z.object({ columns: z.array(columnView).nullable() })),
  /** Null goes back to how it was at first. */
  set: call(z.object({ table, columns: z.array(columnView).max(100).nullable() }), none),
};
