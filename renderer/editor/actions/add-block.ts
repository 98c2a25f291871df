import type { BlockKind, BlocksDocument } from '#shared/content/document.ts';
import { findBlock, fits, insertBlock, newBlock, type Place, top } from '#shared/content/tree.ts';
import { describe } from '../blocks.ts';
import type { Action } from '../store/editing.ts';
import { inBlocks } from './in-blocks.ts';

type Args = { kind: BlockKind; id: string; place?: Place | undefined };

/** Puts a new block where it was dropped, or else behind the selected one. */
export const addBlock: Action<Args> = {
  perform: (editing, { kind, id, place }) =>
    inBlocks(editing, (document) => ({
      document: insertBlock(document, newBlock(kind, id), place ?? placeAfter(document, editing.selected, kind)),
      selected: id,
    })),
  said: (_, { draft }, { id }) => `Added: ${describe(draft.document, id)}.`,
};

/** Behind a block, or behind the columns it is in where it may not stand there; without one at the end, but above the footer. */
export function placeAfter(document: BlocksDocument, id: string | null, kind: BlockKind): Place {
  const found = id === null ? null : findBlock(document, id);
  if (!found) return top(document.blocks.length - (document.blocks.at(-1)?.kind === 'footer' && kind !== 'footer' ? 1 : 0));
  const after = { ...found.place, index: found.place.index + 1 };
  if (fits(kind, after) || after.parentId === null) return after;
  return top(document.blocks.findIndex((block) => block.id === after.parentId) + 1);
}
