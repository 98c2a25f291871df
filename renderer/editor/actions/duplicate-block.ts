import { duplicateBlock as duplicated } from '#shared/content/tree.ts';
import { describe } from '../blocks.ts';
import type { Action } from '../store/editing.ts';
import { inBlocks } from './in-blocks.ts';

export const duplicateBlock: Action<{ id: string; freshId: () => string }> = {
  perform: (editing, { id, freshId }) =>
    inBlocks(editing, (document) => {
      const { document: next, copyId } = duplicated(document, id, freshId);
      return copyId ? { document: next, selected: copyId } : null;
    }),
  said: (_, { draft, selected }) => `Duplicated: ${describe(draft.document, selected ?? '')}.`,
};
