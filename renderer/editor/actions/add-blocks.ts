import { type Block, document as documentShape } from '#shared/content/document.ts';
import { copyOf, insertBlocks, type Place } from '#shared/content/tree.ts';
import { describeAll } from '../blocks.ts';
import type { Action } from '../store/editing.ts';
import { chosenOf } from '../store/selection.ts';
import { inBlocks } from './in-blocks.ts';
import { isOpen } from './locks.ts';
import { placeAfter } from './place-after.ts';

type Args = { blocks: readonly Block[]; freshId: () => string; place?: Place | undefined };

/** Puts copies of blocks from elsewhere behind the selected one: of the clipboard, of what was saved. */
export const addBlocks: Action<Args> = {
  perform: (editing, { blocks, freshId, place }) =>
    inBlocks(editing, (document) => {
      const last = chosenOf(editing).at(-1) ?? null;
      const at =
        place ??
        placeAfter(
          document,
          last,
          blocks.map(({ kind }) => kind),
        );
      if (!isOpen(document, at)) return null;
      const copies = blocks.map((block) => copyOf(block, freshId));
      const next = insertBlocks(document, copies, at);
      // There is an end to how many blocks a page or a column holds.
      return documentShape.safeParse(next).success ? { document: next, selected: copies.map(({ id }) => id) } : null;
    }),
  said: (_, after) => `Added: ${describeAll(after.draft.document, chosenOf(after))}.`,
  refused: () => 'They cannot stand there.',
};
