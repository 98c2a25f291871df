import type { BlockKind } from '#shared/content/document.ts';
import { insertBlock, newBlock, type Place, removeBlocks } from '#shared/content/tree.ts';
import { describe } from '../blocks.ts';
import type { Action } from '../store/editing.ts';
import { inBlocks } from './in-blocks.ts';
import { isOpen } from './locks.ts';
import { placeAfter } from './place-after.ts';

type Args = { kind: BlockKind; id: string; place?: Place | undefined; instead?: string | undefined };

/** Puts a new block where it was dropped, or else behind the selected one; or `instead` of one that is still empty. */
export const addBlock: Action<Args> = {
  perform: (editing, { kind, id, place, instead }) =>
    inBlocks(editing, (document) => {
      const at = place ?? placeAfter(document, editing.selected, [kind]);
      if (!isOpen(document, at)) return null;
      const grown = insertBlock(document, newBlock(kind, id), at);
      return { document: instead === undefined || grown === document ? grown : removeBlocks(grown, [instead]), selected: id };
    }),
  said: (_, { draft }, { id }) => `Added: ${describe(draft.document, id)}.`,
  refused: () => 'It cannot stand there.',
};
