import { z } from 'zod';

/** An opaque id as it is known outside of the database. */
export const id = z.string().min(1).max(64);

/** UTC milliseconds. */
export const time = z.number().int();

/** An address as typed; what may be mailed is decided by the domain, not by this shape. */
export const email = z.string().trim().min(3).max(320);

export const count = z.number().int().nonnegative();

/** A window into a long list. `offset` and not a cursor, because a table is scrolled to any place. */
export const window = z.object({ offset: count.default(0), limit: z.number().int().min(1).max(500).default(100) });

export const none = z.object({});
export const withId = z.object({ id });

/** The value of a contact's field; a date is `YYYY-MM-DD`. */
const fieldValue = z.union([z.string(), z.number(), z.boolean()]);
export const fieldValues = z.record(z.string(), fieldValue);
export type FieldValues = z.infer<typeof fieldValues>;
