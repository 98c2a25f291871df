import type { Block } from '#shared/content/document.ts';
import { changeGuise as changed, findBlock } from '#shared/content/tree.ts';
import type { Action } from '../store/editing.ts';
import { inBlocks } from './in-blocks.ts';
import { anyLocked, LOCKED } from './locks.ts';

type Args = { ids: readonly string[]; change: Partial<Pick<Block, 'only' | 'when'>> };

/** Changes where and by whom blocks are seen. */
export const changeGuise: Action<Args> = {
  perform: (editing, { ids, change }) =>
    inBlocks(editing, (document) => {
      if (anyLocked(document, ids) || ids.some((id) => !findBlock(document, id))) return null;
      return { document: ids.reduce((next, id) => changed(next, id, change), document) };
    }),
  refused: ({ draft: { document } }, { ids }) => (document.kind === 'blocks' && anyLocked(document, ids) ? LOCKED : ''),
};
