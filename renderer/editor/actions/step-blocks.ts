import type { BlocksDocument } from '#shared/content/document.ts';
import { findBlock, fits, listAt, listsOf, outermost, type Place } from '#shared/content/tree.ts';
import type { Action } from '../store/editing.ts';
import { anyLocked, isOpen, LOCKED } from './locks.ts';
import { moveBlocks } from './move-blocks.ts';

export type Direction = 'up' | 'down' | 'left' | 'right' | 'in' | 'out';
type Args = { ids: readonly string[]; direction: Direction };

/**
 * Moves blocks by one: up and down among what they stand with; left and right from column to column, into columns and
 * sections beside them and out again; in and out without the ways between.
 */
export const stepBlocks: Action<Args> = {
  perform: (editing, { ids, direction }) => {
    const { document } = editing.draft;
    const place = document.kind === 'blocks' ? placeBeside(document, ids, direction) : null;
    return place ? moveBlocks.perform(editing, { ids, place }) : editing;
  },
  said: (before, after, { ids }) =>
    moveBlocks.said?.(before, after, { ids, place: { parentId: null, column: 0, index: 0 } }) ?? '',
  refused: ({ draft: { document } }, { ids }) =>
    document.kind === 'blocks' && anyLocked(document, ids) ? LOCKED : 'There is no place in this direction.',
};

function placeBeside(document: BlocksDocument, ids: readonly string[], direction: Direction): Place | null {
  const moved = outermost(document, ids);
  const first = moved[0] && findBlock(document, moved[0].id)?.place;
  const last = moved.at(-1) && findBlock(document, moved.at(-1)?.id ?? '')?.place;
  if (!first || !last) return null;
  const length = (listAt(document, last) ?? []).length;
  if (direction === 'up') return first.index > 0 ? { ...first, index: first.index - 1 } : null;
  // Two further, since the block itself is still counted.
  if (direction === 'down') return last.index + 1 < length ? { ...last, index: last.index + 2 } : null;

  const before = direction === 'left';
  const from = before ? first : last;
  const ways: Record<'left' | 'right' | 'in' | 'out', () => (Place | null)[]> = {
    left: () => [
      besideColumn(document, from, -1),
      ...inside(document, [first.index - 1, last.index + 1], from, 'end'),
      outside(document, from, before),
    ],
    right: () => [
      besideColumn(document, from, 1),
      ...inside(document, [last.index + 1, first.index - 1], from, 'start'),
      outside(document, from, before),
    ],
    in: () => inside(document, [last.index + 1, first.index - 1], from, 'start'),
    out: () => [outside(document, from, before)],
  };
  const possible = ways[direction]().find(
    (place) => place && isOpen(document, place) && moved.every(({ kind }) => fits(document, kind, place)),
  );
  return possible ?? null;
}

/** To the next column; a section has none beside it. */
function besideColumn(document: BlocksDocument, from: Place, step: 1 | -1): Place | null {
  const column = from.column + step;
  const list = from.parentId === null ? null : listAt(document, { ...from, column });
  return list && { ...from, column, index: Math.min(from.index, list.length) };
}

/** Into the section or the columns at one of these places, entered from the side that is nearer. */
function inside(document: BlocksDocument, indexes: readonly number[], from: Place, column: 'start' | 'end'): Place[] {
  // Who stands in a column goes to the one beside it, or out.
  if (from.parentId !== null && findBlock(document, from.parentId)?.block.kind === 'columns') return [];
  return indexes.flatMap((index) => {
    const near = listAt(document, from)?.[index];
    const lists = near ? listsOf(near) : [];
    if (!near || lists.length === 0) return [];
    const into = column === 'start' ? 0 : lists.length - 1;
    return [{ parentId: near.id, column: into, index: index > from.index ? 0 : (lists[into]?.length ?? 0) }];
  });
}

function outside(document: BlocksDocument, from: Place, before: boolean): Place | null {
  const parent = from.parentId === null ? null : findBlock(document, from.parentId);
  return parent && { ...parent.place, index: parent.place.index + (before ? 0 : 1) };
}
