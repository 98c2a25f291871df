import { z } from 'zod';
import { email, none } from '../schema/shapes.ts';
import { frequencyCap } from './campaigns.ts';
import { call } from './contract.ts';

export const settingsRpc = {
  get: call(
    none,
    z.object({
      publicAddress: z.string(),
      /** Whether messages link to images on the public listener, instead of carrying them; only with a public address. */
      imagesByLink: z.boolean(),
      frequencyCap: frequencyCap.nullable(),
      workspaceName: z.string(),
      ownerEmail: z.string(),
      ownerHasPassword: z.boolean(),
      apiAddress: z.string(),
      publicPort: z.number().int().nullable(),
      version: z.string(),
      dataFolder: z.string(),
    }),
  ),
  change: call(
    z.object({
      /** https address under which recipients reach the public listener; empty for none. */
      publicAddress: z.union([z.url(), z.literal('')]).optional(),
      imagesByLink: z.boolean().optional(),
      frequencyCap: frequencyCap.nullable().optional(),
      workspaceName: z.string().trim().min(1).max(200).optional(),
      ownerEmail: email.optional(),
      ownerPassword: z.string().min(8).max(200).optional(),
    }),
    none,
  ),
};
