import { z } from 'zod';
import { reportAside } from '../../campaigns/campaigns.ts';
import { campaignId } from '../campaign-id.ts';
import { defineCommand } from '../command.ts';

export const reportCommand = defineCommand({
  usage: 'report CAMPAIGN',
  options: {},
  positionals: ['campaign'],
  input: z.object({ campaign: campaignId }),
  run: async ({ workspace }, { campaign }) => {
    const report = await reportAside(workspace, campaign);
    const { status, recipients, accepted, refused, deferred, uncertain, skipped, opens, clicks, unsubscribes } = report;
    return {
      status,
      recipients,
      accepted,
      refused,
      deferred,
      uncertain,
      skipped,
      opens: opens.people,
      clicks: clicks.people,
      unsubscribes,
    };
  },
  print: (report) =>
    Object.entries(report)
      .map(([name, value]) => `${name.padEnd(14)}${value}`)
      .join('\n'),
});
