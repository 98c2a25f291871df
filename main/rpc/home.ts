import type { Handlers } from '#shared/rpc/contract.ts';
import type { homeRpc } from '#shared/rpc/home.ts';
import { homeOf } from '../campaigns/campaigns.ts';
import type { Workspace } from '../workspace.ts';

export const homeHandlers = ({ db, reads, clock, isCopy, settleCopy }: Workspace) =>
  ({
    get: async () => {
      const home = await homeOf({ db, reads }, clock());
      return isCopy() ? { ...home, needsYou: [{ what: 'copy' as const }, ...home.needsYou] } : home;
    },
    settleCopy: ({ as }) => {
      settleCopy(as);
      return {};
    },
  }) satisfies Handlers<typeof homeRpc>;
