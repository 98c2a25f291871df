import { z } from 'zod';

/** A campaign by our id, or by one that a dialect gave it: those put a prefix of their own before ours. */
export const campaignId = z
  .string()
  .regex(/^([A-Za-z]+_)?[0-9a-z]{16}$/, 'is not the id of a campaign')
  .transform((id) => id.slice(-16));
