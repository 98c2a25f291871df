import type { Point } from './geometry.ts';

/** How near an edge of the room the page begins to move, and by how many pixels in a frame at most. */
const EDGE = 56;
const FASTEST = 18;

/** Moves the page under a drag that is held near the upper or lower edge; faster, the nearer. */
export function edgeScroll(room: HTMLElement, { x, y }: Point): void {
  const { left, right, top, bottom } = room.getBoundingClientRect();
  if (x < left || x > right) return;
  const up = Math.max(0, top + EDGE - y);
  const down = Math.max(0, y - (bottom - EDGE));
  const by = Math.ceil((Math.min(EDGE, Math.max(up, down)) / EDGE) * FASTEST);
  if (by > 0) room.scrollTop += up > 0 ? -by : by;
}
