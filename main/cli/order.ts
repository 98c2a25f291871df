import { z } from 'zod';

/** A command by name with what it works on: what goes to the process that runs it. */
const order = z.object({ name: z.string(), input: z.record(z.string(), z.unknown()) });
export type Order = z.infer<typeof order>;
