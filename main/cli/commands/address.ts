import { z } from 'zod';
import { publicAddress as readPublicAddress, setPublicAddress } from '../../tracking/tracking.ts';
import { defineCommand } from '../command.ts';

export const addressFacts = z.object({ url: z.string(), publicUrl: z.string(), pid: z.number().int() });

/** How the interface of the running app is opened; what a second start asks before it hands over. */
export const address = defineCommand({
  usage: 'address',
  options: {},
  positionals: [],
  input: z.object({}),
  run: (context) => context.address(),
  print: ({ url }) => url,
});

export const publicAddress = defineCommand({
  usage: 'public-address [URL]',
  options: {},
  positionals: ['url'],
  input: z.object({ url: z.union([z.url({ protocol: /^https?$/ }), z.literal('')]).optional() }),
  run: ({ workspace }, { url }) => {
    if (url !== undefined) {
      setPublicAddress(workspace.db, url);
      workspace.changes.announce('settings');
    }
    return { publicAddress: readPublicAddress(workspace.db) };
  },
  print: (result) => result.publicAddress || 'No public address is set.',
});
