import { z } from 'zod';
import { conflict } from '../../base/errors.ts';
import { launchCampaign, progressOf } from '../../campaigns/campaigns.ts';
import { openMessages } from '../../delivery/delivery.ts';
import type { OpenedWorkspace } from '../../workspace.ts';
import { campaignId } from '../campaign-id.ts';
import { defineCommand } from '../command.ts';

export const sendCommand = defineCommand({
  usage: 'send CAMPAIGN',
  options: {},
  positionals: ['campaign'],
  input: z.object({ campaign: campaignId }),
  run: async ({ workspace, running }, { campaign }) => {
    if (workspace.isCopy())
      throw conflict('workspaces.copied', 'This may be a copy of the data. Open Letterpress with it and say so, then send.');
    const { recipients, sendId } = await launchCampaign(workspace, { id: campaign });
    // Where no app runs there is nobody to go on with it after this command.
    if (!running) {
      await workspace.start({ deliver: true });
      await untilSettled(workspace, sendId);
    }
    return { id: sendId, recipients };
  },
  print: ({ id, recipients }) => `Sent to ${recipients} people as ${id}.`,
});

/** Until nothing is left to do without a person: finished, paused, or waiting for a decision. */
async function untilSettled(workspace: OpenedWorkspace, sendId: string): Promise<void> {
  const settled = () => {
    const { state, counts } = progressOf(workspace, sendId);
    return state !== 'sending' || openMessages(counts) === 0;
  };
  await new Promise<void>((resolve) => {
    const stop = workspace.changes.subscribe(() => {
      if (!settled()) return;
      stop();
      resolve();
    });
    if (settled()) {
      stop();
      resolve();
    }
  });
}
