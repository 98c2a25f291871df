import { changeGuise, copyOf, findBlock, insertBlocks, outermost, type Place } from '#shared/content/tree.ts';
import { describeAll } from '../blocks.ts';
import type { Action } from '../store/editing.ts';
import { chosenOf } from '../store/selection.ts';
import { inBlocks } from './in-blocks.ts';
import { isOpen, LOCKED } from './locks.ts';

type Args = { ids: readonly string[]; freshId: () => string };

/** Copies blocks right behind the last of them, to be changed: a copy of what is locked is not. */
export const duplicateBlocks: Action<Args> = {
  perform: (editing, { ids, freshId }) =>
    inBlocks(editing, (document) => {
      const blocks = outermost(document, ids);
      const last: Place | undefined = findBlock(document, blocks.at(-1)?.id ?? '')?.place;
      if (!last || !isOpen(document, last)) return null;
      const copies = blocks.map((block) => copyOf(block, freshId));
      const place = { ...last, index: last.index + 1 };
      const next = copies
        .filter(({ locked }) => locked)
        .reduce((grown, { id }) => changeGuise(grown, id, { locked: false }), insertBlocks(document, copies, place));
      return { document: next, selected: copies.map(({ id }) => id) };
    }),
  said: (_, after) => `Duplicated: ${describeAll(after.draft.document, chosenOf(after))}.`,
  refused: () => LOCKED,
};
