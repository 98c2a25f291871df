import { z } from 'zod';

const outcome = z.enum(['accepted', 'refused', 'deferred', 'uncertain', 'skipped', 'waiting', 'bounced', 'complained']);

/** What narrows the people of a report down, and who is open beside them, as it stands in the address. */
const shape = z.object({
  outcome: outcome.optional().catch(undefined),
  reason: z.string().max(100).optional().catch(undefined),
  said: z.string().max(500).optional().catch(undefined),
  search: z.string().max(200).optional().catch(undefined),
  message: z.coerce.number().int().optional().catch(undefined),
});
export type PeopleSearch = {
  outcome?: z.infer<typeof outcome>;
  reason?: string;
  said?: string;
  search?: string;
  message?: number;
};

export const outcomes = outcome.options;

/** Drops what is not said, so that the address stays short. */
export const peopleSearch = (search: Record<string, unknown>): PeopleSearch =>
  Object.fromEntries(Object.entries(shape.parse(search)).filter(([, value]) => value !== undefined && value !== ''));
