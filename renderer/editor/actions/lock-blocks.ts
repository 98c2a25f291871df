import { changeGuise, findBlock } from '#shared/content/tree.ts';
import { describeAll } from '../blocks.ts';
import type { Action } from '../store/editing.ts';
import { inBlocks } from './in-blocks.ts';

type Args = { ids: readonly string[] };

const allLocked = (document: Parameters<typeof findBlock>[0], ids: readonly string[]) =>
  ids.every((id) => findBlock(document, id)?.block.locked);

/** Guards blocks against being moved, edited or removed; unlocks them where all of them are locked already. */
export const lockBlocks: Action<Args> = {
  perform: (editing, { ids }) =>
    inBlocks(editing, (document) => ({
      document: ids.reduce((changed, id) => changeGuise(changed, id, { locked: !allLocked(document, ids) }), document),
      selected: ids,
    })),
  said: (_, { draft: { document } }, { ids }) =>
    `${document.kind === 'blocks' && allLocked(document, ids) ? 'Locked' : 'Unlocked'}: ${describeAll(document, ids)}.`,
};
