import type { BlocksDocument } from '#shared/content/document.ts';
import { findBlock, fits, type Place, top } from '#shared/content/tree.ts';
import type { Action } from '../store/editing.ts';
import { moveBlock } from './move-block.ts';

export type Direction = 'up' | 'down' | 'left' | 'right';

/** Moves a block by one: up and down among its siblings, left and right from column to column, into them and out again. */
export const stepBlock: Action<{ id: string; direction: Direction }> = {
  perform: (editing, { id, direction }) => {
    const { document } = editing.draft;
    const place = document.kind === 'blocks' ? placeBeside(document, id, direction) : null;
    return place ? moveBlock.perform(editing, { id, place }) : editing;
  },
  said: (before, after, { id }) => moveBlock.said?.(before, after, { id, place: top(0) }) ?? '',
};

export function placeBeside(document: BlocksDocument, id: string, direction: Direction): Place | null {
  const found = findBlock(document, id);
  if (!found) return null;
  const { place, block } = found;
  if (direction === 'up') return place.index > 0 ? { ...place, index: place.index - 1 } : null;
  // Two further, since the block itself is still counted.
  if (direction === 'down') return place.index + 1 < siblings(document, place) ? { ...place, index: place.index + 2 } : null;
  const step = direction === 'right' ? 1 : -1;
  const next = place.parentId === null ? intoColumns(document, place.index, step) : besideColumn(document, place, step);
  return next && fits(block.kind, next) ? next : null;
}

function siblings(document: BlocksDocument, place: Place): number {
  if (place.parentId === null) return document.blocks.length;
  return cellsOf(document, place.parentId)[place.column]?.length ?? 0;
}

function cellsOf(document: BlocksDocument, id: string): readonly (readonly unknown[])[] {
  const found = findBlock(document, id)?.block;
  return found?.kind === 'columns' ? found.props.columns : [];
}

/** Into the columns below or above: the one in the direction of the step first. */
function intoColumns(document: BlocksDocument, index: number, step: 1 | -1): Place | null {
  const near = [document.blocks[index + step], document.blocks[index - step]].find((block) => block?.kind === 'columns');
  if (near?.kind !== 'columns') return null;
  const column = step > 0 ? 0 : near.props.columns.length - 1;
  const below = document.blocks[index + 1] === near;
  return { parentId: near.id, column, index: below ? 0 : (near.props.columns[column]?.length ?? 0) };
}

/** To the next column; past the last one, out of the columns. */
function besideColumn(document: BlocksDocument, place: Place, step: 1 | -1): Place {
  const cells = cellsOf(document, place.parentId ?? '');
  const column = place.column + step;
  if (column >= 0 && column < cells.length) return { ...place, column, index: Math.min(place.index, cells[column]?.length ?? 0) };
  return top(document.blocks.findIndex(({ id }) => id === place.parentId) + (step > 0 ? 1 : 0));
}
