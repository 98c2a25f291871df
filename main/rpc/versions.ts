import type { Handlers } from '#shared/rpc/contract.ts';
import type { versionsRpc } from '#shared/rpc/versions.ts';
import {
  addVersion,
  draftBeforeSwitch,
  keepSteps,
  listVersions,
  readSteps,
  removeVersion,
  renameVersion,
  requireVersion,
} from '../campaigns/campaigns.ts';
import type { Workspace } from '../workspace.ts';

export const versionsHandlers = ({ db, clock, changes }: Workspace) => {
  const told = <Answer>(answer: Answer): Answer => {
    changes.announce('versions');
    return answer;
  };
  return {
    all: ({ campaignId }) => listVersions(db, campaignId),
    get: ({ id }) => requireVersion(db, id),
    add: ({ campaignId, name, draft }) => told({ id: addVersion(db, { campaignId, name, why: 'named', draft, now: clock() }) }),
    addSwitch: ({ campaignId, draft, became }) =>
      told({ id: addVersion(db, { campaignId, name: '', why: 'switch', draft, became, now: clock() }) }),
    rename: ({ id, name }) => {
      renameVersion(db, { id, name });
      return told({});
    },
    remove: ({ id }) => {
      removeVersion(db, id);
      return told({});
    },
    beforeSwitch: ({ campaignId }) => ({ found: draftBeforeSwitch(db, campaignId) }),
    steps: (asked) => ({ found: readSteps(db, asked) }),
    keepSteps: (steps) => ({ kept: keepSteps(db, { ...steps, now: clock() }) }),
  } satisfies Handlers<typeof versionsRpc>;
};
