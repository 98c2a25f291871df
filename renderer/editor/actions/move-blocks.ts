import { moveBlocks as moved, outermost, type Place } from '#shared/content/tree.ts';
import { describeAll } from '../blocks.ts';
import type { Action } from '../store/editing.ts';
import { inBlocks } from './in-blocks.ts';
import { anyLocked, isOpen, LOCKED } from './locks.ts';

type Args = { ids: readonly string[]; place: Place };

/** Moves blocks to another place, in their order. `place` counts with the blocks still where they were. */
export const moveBlocks: Action<Args> = {
  perform: (editing, { ids, place }) =>
    inBlocks(editing, (document) => {
      if (anyLocked(document, ids) || !isOpen(document, place)) return null;
      const next = moved(document, ids, place);
      if (JSON.stringify(next.blocks) === JSON.stringify(document.blocks)) return null;
      return { document: next, selected: outermost(next, ids).map(({ id }) => id) };
    }),
  said: (_, { draft }, { ids }) => `Moved: ${describeAll(draft.document, ids)}.`,
  refused: ({ draft: { document } }, { ids }) =>
    document.kind === 'blocks' && anyLocked(document, ids) ? LOCKED : 'It stays where it was.',
};
