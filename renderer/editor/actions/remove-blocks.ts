import { findBlock, isLocked, removeBlocks as removed } from '#shared/content/tree.ts';
import { describe, describeAll, neighbour } from '../blocks.ts';
import type { Action } from '../store/editing.ts';
import { inBlocks } from './in-blocks.ts';
import { LOCKED } from './locks.ts';

type Args = { ids: readonly string[] };

/** Takes blocks out and selects the next one, so that a keyboard stays where it was. What is locked stays. */
export const removeBlocks: Action<Args> = {
  perform: (editing, { ids }) =>
    inBlocks(editing, (document) => {
      const going = ids.filter((id) => findBlock(document, id) && !isLocked(document, id));
      const [first] = going;
      const last = going.at(-1);
      if (first === undefined || last === undefined) return null;
      const next = removed(document, going);
      const nearest = (from: string, step: 1 | -1) => {
        let id = neighbour(document, from, step);
        while (id !== null && !findBlock(next, id)) id = neighbour(document, id, step);
        return id;
      };
      return { document: next, selected: nearest(last, 1) ?? nearest(first, -1) };
    }),
  said: (before, after, { ids }) =>
    [
      `Removed: ${describeAll(before.draft.document, ids)}.`,
      after.selected && `Selected: ${describe(after.draft.document, after.selected)}.`,
    ]
      .filter(Boolean)
      .join(' '),
  refused: () => LOCKED,
};
