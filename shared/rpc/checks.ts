import { z } from 'zod';
import { count, id, withId } from '../schema/shapes.ts';
import { call, stream } from './contract.ts';

const person = z.object({ id, name: z.string(), email: z.string() });

/** How many it is about, and one of them; null who was deleted meanwhile. */
const some = z.object({ people: count, example: person.nullable() });
export type Some = z.infer<typeof some>;

const dryRun = z.object({
  done: count,
  total: count,
  failed: some.extend({ message: z.string() }).nullable(),
  /** Facts that are shown without a fallback and that somebody lacks, in words. */
  empty: z.array(some.extend({ label: z.string() })),
  noSubject: some.nullable(),
  /** Messages that Gmail cuts off. */
  tooLarge: some.nullable(),
  /** Octets of the HTML of the largest one. */
  largest: count,
  seconds: z.number(),
});
export type DryRunState = z.infer<typeof dryRun>;

const awkward = person.extend({ why: z.enum(['no-name', 'long', 'other-script']) });
export type Awkward = z.infer<typeof awkward>;

export const checksRpc = {
  /** Makes the message of everybody who would receive the campaign, and looks at each; answers while it goes on. */
  dryRun: stream(withId, dryRun),
  /** Those of a campaign's audience for whom a design most likely goes wrong: at most one of each kind. */
  awkward: call(withId, z.array(awkward)),
};
