import type { checksRpc } from '#shared/rpc/checks.ts';
import type { Handlers } from '#shared/rpc/contract.ts';
import { awkwardPeople, dryRunCampaign } from '../campaigns/campaigns.ts';
import type { Workspace } from '../workspace.ts';

export const checksHandlers = (workspace: Workspace) =>
  ({
    dryRun: ({ id }, { signal }) => dryRunCampaign(workspace, { id, signal }),
    awkward: ({ id }) => awkwardPeople(workspace, { id, now: workspace.clock() }),
  }) satisfies Handlers<typeof checksRpc>;
