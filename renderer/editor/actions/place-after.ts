import type { BlockKind, BlocksDocument } from '#shared/content/document.ts';
import { findBlock, fits, listsOf, type Place, parentsOf, top } from '#shared/content/tree.ts';
import { isOpen } from './locks.ts';

/**
 * Where new blocks go: into the first empty place of the chosen section or columns, else behind what is chosen, else
 * behind whatever that is in, until they may stand there. With nothing chosen at the end, but above the footer.
 */
export function placeAfter(document: BlocksDocument, id: string | null, kinds: readonly BlockKind[]): Place {
  const found = id === null ? null : findBlock(document, id);
  if (!found) {
    const last = document.blocks.at(-1);
    return top(document.blocks.length - (last?.kind === 'footer' && !kinds.includes('footer') ? 1 : 0));
  }
  const empty = listsOf(found.block).findIndex((list) => list.length === 0);
  const inside = empty < 0 ? [] : [{ parentId: found.block.id, column: empty, index: 0 }];
  const around = parentsOf(document, found.block.id).map((parent) => findBlock(document, parent.id)?.place ?? top(0));
  const behind = [found.place, ...around].map((place) => ({ ...place, index: place.index + 1 }));
  const possible = [...inside, ...behind].find(
    (place) => isOpen(document, place) && kinds.every((kind) => fits(document, kind, place)),
  );
  return possible ?? top(document.blocks.length);
}
