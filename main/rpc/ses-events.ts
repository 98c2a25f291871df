import type { Handlers } from '#shared/rpc/contract.ts';
import type { sesEventsRpc } from '#shared/rpc/ses-events.ts';
import type { Workspace } from '../workspace.ts';

export const sesEventsHandlers = ({ feedback: { ses } }: Workspace) =>
  ({
    all: () =>
      ses.all().map(({ transport, ...source }) => ({
        ...source,
        transportId: transport.publicId,
        name: transport.name,
        accountRegion: transport.kind === 'ses' ? transport.settings.region : '',
      })),
    change: async ({ transportId, ...settings }) => {
      await ses.change(transportId, settings);
      return {};
    },
    test: ({ transportId }) => ses.test(transportId),
  }) satisfies Handlers<typeof sesEventsRpc>;
