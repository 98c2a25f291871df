export type InSight = {
  first: number;
  count: number;
  /** Those of which only the outline is drawn as yet. */
  outlined: ReadonlySet<number>;
  /** The place among the elements where they begin in the document. */
  turn: number;
};

/** Rows beyond the edges, so that scrolling does not come upon nothing. */
const BEYOND = 12;
/** So many are drawn whole in one frame. */
const FEW = 5;

type Place = { top: number; height: number; rowHeight: number; rowCount: number };
type IsThere = (index: number) => boolean;

/**
 * The window of rows around a place in the table. It is as long wherever it is, so that every row that leaves hands its
 * elements to one that comes. Where many come at once, they come in outline, as do those that are still on their way.
 */
export function inSightAt(
  { top, height, rowHeight, rowCount }: Place,
  { before, isThere }: { before: InSight | null; isThere: IsThere },
): InSight {
  const count = Math.min(rowCount, Math.ceil(height / rowHeight) + 1 + 2 * BEYOND);
  const first = Math.max(0, Math.min(Math.floor(top / rowHeight) - BEYOND, rowCount - count));
  if (before && first === before.first && count === before.count) return before;
  const outlined = new Set<number>();
  const many = before !== null && Math.abs(first - before.first) > FEW;
  for (let index = first; index < first + count; index++) {
    const isNew = !before || index < before.first || index >= before.first + before.count;
    if (isNew ? many || !isThere(index) : before.outlined.has(index)) outlined.add(index);
  }
  return {
    first,
    count,
    outlined,
    turn: count === before?.count ? before.turn : 0,
  };
}

/** Has some of the rows that are there drawn whole, those first that are in the middle. */
export function filledIn(sight: InSight, isThere: IsThere): InSight {
  const middle = sight.first + sight.count / 2;
  const next = [...sight.outlined]
    .filter(isThere)
    .sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))
    .slice(0, FEW);
  if (next.length === 0) return sight;
  const outlined = new Set(sight.outlined);
  for (const index of next) outlined.delete(index);
  return { ...sight, outlined };
}

/** The document has the rows in their order again, for who reads it from the top. */
export const inOrder = (sight: InSight): InSight => ({ ...sight, turn: sight.count > 0 ? sight.first % sight.count : 0 });

/** The rows in the order that their elements have in the document; each keeps its element while it is in sight. */
export function elementsOf({ first, count, turn }: InSight): { element: number; index: number }[] {
  return Array.from({ length: count }, (_, at) => {
    const element = (turn + at) % count;
    return { element, index: first + ((element - (first % count) + count) % count) };
  });
}
