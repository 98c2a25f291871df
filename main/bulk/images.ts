import { z } from 'zod';
import { rowImage } from '../db/db.ts';

/** Who came to have a tag or lost it, and whether the tag was made for it. */
export const taggedImage = z.object({ ids: z.array(z.number()), made: z.boolean() });

/** Deleted contacts with all that was theirs, and the addresses that are suppressed because of it. */
export const deletedImage = z.object({ rows: rowImage, suppressed: z.array(z.string()), at: z.number() });
