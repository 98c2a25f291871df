import type { Handlers } from '#shared/rpc/contract.ts';
import type { savedBlocksRpc } from '#shared/rpc/saved-blocks.ts';
import { changeSavedBlock, createSavedBlock, listSavedBlocks, removeSavedBlock } from '../content/content.ts';
import type { Workspace } from '../workspace.ts';

export const savedBlocksHandlers = ({ db, clock, changes }: Workspace) => {
  const told = <Answer>(answer: Answer): Answer => {
    changes.announce('savedBlocks');
    return answer;
  };
  return {
    all: () => listSavedBlocks(db),
    create: ({ name, blocks }) => told({ id: createSavedBlock(db, { name, blocks, now: clock() }) }),
    change: ({ id, name }) => {
      changeSavedBlock(db, { id, name });
      return told({});
    },
    remove: ({ id }) => {
      removeSavedBlock(db, id);
      return told({});
    },
  } satisfies Handlers<typeof savedBlocksRpc>;
};
