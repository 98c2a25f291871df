import { findBlock, removeBlock as removed } from '#shared/content/tree.ts';
import { describe, neighbour } from '../blocks.ts';
import type { Action } from '../store/editing.ts';
import { inBlocks } from './in-blocks.ts';

/** Takes a block out and selects the next one, so that a keyboard stays where it was. */
export const removeBlock: Action<{ id: string }> = {
  perform: (editing, { id }) =>
    inBlocks(editing, (document) => {
      if (!findBlock(document, id)) return null;
      const next = removed(document, id);
      const still = (other: string | null) => (other !== null && findBlock(next, other) ? other : null);
      const after = neighbour(document, id, 1);
      return { document: next, selected: still(after) ?? still(neighbour(document, id, -1)) ?? neighbour(next, null, -1) };
    }),
  said: (before, after, { id }) =>
    [
      `Removed: ${describe(before.draft.document, id)}.`,
      after.selected && `Selected: ${describe(after.draft.document, after.selected)}.`,
    ]
      .filter(Boolean)
      .join(' '),
};
