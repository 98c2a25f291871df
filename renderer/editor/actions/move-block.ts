import { moveBlock as moved, type Place } from '#shared/content/tree.ts';
import { describe } from '../blocks.ts';
import type { Action } from '../store/editing.ts';
import { inBlocks } from './in-blocks.ts';

/** Moves a block to another place. `place` counts with the block still where it was. */
export const moveBlock: Action<{ id: string; place: Place }> = {
  perform: (editing, { id, place }) =>
    inBlocks(editing, (document) => {
      const next = moved(document, id, place);
      return JSON.stringify(next.blocks) === JSON.stringify(document.blocks) ? null : { document: next, selected: id };
    }),
  said: (_, { draft }, { id }) => `Moved: ${describe(draft.document, id)}.`,
};
