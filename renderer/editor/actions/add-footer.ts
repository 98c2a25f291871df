import { type Lack, withFooter } from '#shared/content/source-footer.ts';
import { insertBlock, newBlock, top } from '#shared/content/tree.ts';
import type { Action } from '../store/editing.ts';
import { inBlocks } from './in-blocks.ts';

/** Puts what every campaign needs at the end of a message, however it is written: the way to leave, the postal address. */
export const addFooter: Action<{ lack: Lack; id: string }> = {
  perform: (editing, { lack, id }) => {
    const { document } = editing.draft;
    if (document.kind !== 'blocks') return { ...editing, draft: { ...editing.draft, document: withFooter(document, lack) } };
    return inBlocks(editing, (blocks) => ({
      document: insertBlock(blocks, newBlock('footer', id), top(blocks.blocks.length)),
      selected: id,
    }));
  },
  said: () => 'Added at the end: the way to unsubscribe and the postal address.',
};
