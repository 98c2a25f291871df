/** Boxes on the page, in its own pixels: the frame is as tall as its content and never scrolls by itself. */
export type Box = { left: number; top: number; width: number; height: number };
export type Point = { x: number; y: number };

/** Something that holds blocks from top to bottom: the page or one column. */
export type Zone<Parent> = { parent: Parent; depth: number; box: Box; blocks: readonly { id: string; box: Box }[] };

export type Drop<Parent> = {
  parent: Parent;
  index: number;
  /** Where the line is drawn that shows the place. */
  line: { left: number; top: number; width: number };
};

export const contains = (box: Box, { x, y }: Point): boolean =>
  x >= box.left && x <= box.left + box.width && y >= box.top && y <= box.top + box.height;

/** The innermost of several nested boxes under a point: the smallest one. */
export function innermost<T extends { box: Box }>(things: readonly T[], point: Point): T | null {
  const area = ({ box }: T) => box.width * box.height;
  return things
    .filter(({ box }) => contains(box, point))
    .reduce<T | null>((best, it) => (best && area(best) <= area(it) ? best : it), null);
}

/** The edge of a block that belongs to what is around it, so that a place between two column blocks can be hit. */
const EDGE = 10;

const inset = ({ left, top, width, height }: Box): Box => {
  const edge = Math.min(EDGE, height / 4);
  return { left, top: top + edge, width, height: height - 2 * edge };
};

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
  const zone = open
    .filter(({ depth, box }) => depth > 0 && contains(inset(box), point))
    .reduce((best, it) => (it.depth > best.depth ? it : best), outermost);
  const index = zone.blocks.filter(({ box }) => point.y > box.top + box.height / 2).length;
  return { parent: zone.parent, index, line: { ...lineAt(zone, index) } };
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
