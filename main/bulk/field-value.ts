import { z } from 'zod';

const value = z.union([z.string(), z.number(), z.boolean()]).nullable();
export type FieldValue = z.infer<typeof value>;

/** A value of a field as images keep it, in JSON; null for none. */
export const readValue = (json: string | null): FieldValue => (json === null ? null : value.parse(JSON.parse(json)));
