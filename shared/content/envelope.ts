import { z } from 'zod';
import { rule } from '../schema/rule.ts';

/** What every block says of itself beside its kind and properties. */
export const envelope = {
  /** Guarded against edits by accident. */
  locked: z.boolean().default(false),
  /** Where it is seen; mail programs that cannot tell show it as a computer does. */
  only: z.enum(['all', 'phone', 'computer']).default('all'),
  /** Who sees it, and that in words; null is everybody. */
  when: z
    .strictObject({ rule, label: z.string().max(200) })
    .nullable()
    .default(null),
} as const;
