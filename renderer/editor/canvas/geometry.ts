/** Boxes on the page, in its own pixels: the frame is as tall as its content and never scrolls by itself. */
export type Box = { left: number; top: number; width: number; height: number };
export type Point = { x: number; y: number };

/** A block that is seen, and its number in the list that it stands in: others of the list may not be seen. */
export type Placed = { id: string; index: number; box: Box };

/** Something that holds blocks from top to bottom: the page, a section or one column. */
export type Zone<Parent> = { parent: Parent; depth: number; box: Box; blocks: readonly Placed[] };

export type Drop<Parent> = {
  parent: Parent;
  index: number;
  /** Where the line is drawn that shows the place. */
  line: { left: number; top: number; width: number };
  /** What it would be in. */
  box: Box;
  depth: number;
};

export const contains = (box: Box, { x, y }: Point): boolean =>
  x >= box.left && x <= box.left + box.width && y >= box.top && y <= box.top + box.height;

/** The innermost of several nested boxes under a point: the smallest one, of two of a size the later. */
export function innermost<T extends { box: Box }>(things: readonly T[], point: Point): T | null {
  const area = ({ box }: T) => box.width * box.height;
  return things
    .filter(({ box }) => contains(box, point))
    .reduce<T | null>((best, it) => (best && area(best) < area(it) ? best : it), null);
}

/** The edge of a block that belongs to what is around it, so that a place between two column blocks can be hit. */
const EDGE = 10;

/** What of a box counts as inside of it: without an edge, which begins where that of what is around it ends. */
function inset(box: Box, around: Box | null): Box {
  const edge = Math.min(EDGE, box.height / 4);
  const above = Math.max(box.top, around?.top ?? box.top) + edge;
  const below = Math.min(box.top + box.height, around ? around.top + around.height : Number.POSITIVE_INFINITY) - edge;
  return { ...box, top: above, height: Math.max(0, below - above) };
}

/**
 * Where something dropped at a point would go. The deepest zone under the point takes it; outside of all of them the
 * outermost does, so that a drop beside the page still lands. `closed` are the zones inside of what is being dragged.
 */
export function dropAt<Parent>(
  zones: readonly Zone<Parent>[],
  point: Point,
  closed: (parent: Parent) => boolean = () => false,
): Drop<Parent> | null {
  const open = zones.filter(({ parent }) => !closed(parent));
  const outermost = open.find(({ depth }) => depth === 0);
  if (!outermost) return null;
  let zone = outermost;
  let inside: Box | null = null;
  for (;;) {
    // Of what is under the point each holds the next, one deeper.
    const next = open.find(({ depth, box }) => depth === zone.depth + 1 && contains(inset(box, inside), point));
    if (!next) break;
    inside = inset(next.box, inside);
    zone = next;
  }
  const above = zone.blocks.filter(({ box }) => point.y > box.top + box.height / 2).length;
  const index = zone.blocks[above]?.index ?? (zone.blocks.at(-1)?.index ?? -1) + 1;
  return { parent: zone.parent, index, line: lineAt(zone, above), box: zone.box, depth: zone.depth };
}

/** How near a point must be to the line between two blocks to mean the place between them. */
const NEAR = 7;

/** The place between two blocks that the pointer is at. */
export function gapAt<Parent>(zones: readonly Zone<Parent>[], point: Point): Drop<Parent> | null {
  const drop = dropAt(zones, point);
  const inside = drop && point.x >= drop.line.left && point.x <= drop.line.left + drop.line.width;
  return inside && Math.abs(point.y - drop.line.top) <= NEAR ? drop : null;
}

/** The line that shows a certain place. */
export function lineOf<Parent>(zone: Zone<Parent>, index: number): Drop<Parent>['line'] {
  return lineAt(zone, zone.blocks.filter((block) => block.index < index).length);
}

function lineAt({ box, blocks }: Zone<unknown>, index: number): Drop<unknown>['line'] {
  const before = blocks[index - 1]?.box;
  const after = blocks[index]?.box;
  const { left, width } = before ?? after ?? box;
  if (before && after) return { left, width, top: (before.top + before.height + after.top) / 2 };
  if (before) return { left, width, top: before.top + before.height };
  if (after) return { left, width, top: after.top };
  return { left, width, top: box.top + box.height / 2 };
}

/** The smallest box around several. */
export function around(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null;
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const right = Math.max(...boxes.map((box) => box.left + box.width));
  const bottom = Math.max(...boxes.map((box) => box.top + box.height));
  return { left, top, width: right - left, height: bottom - top };
}
