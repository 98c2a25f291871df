/** How large the page may be drawn. */
export const zooms = [0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5] as const;
const SMALLEST = zooms[0];
const LARGEST = 1.5;

/** The next larger or smaller step, or as large as it is sent. */
export function zoomed(zoom: number | 'fit', by: 1 | -1 | 0): number {
  if (by === 0) return 1;
  const now = zoom === 'fit' ? 1 : zoom;
  const next = by > 0 ? zooms.find((step) => step > now + 0.001) : zooms.findLast((step) => step < now - 0.001);
  return next ?? (by > 0 ? LARGEST : SMALLEST);
}

/** What is drawn: fitted to the width of the room, within the same bounds. */
export function zoomOf(zoom: number | 'fit', room: number, page: number): number {
  if (zoom !== 'fit') return zoom;
  if (room <= 0) return 1;
  return Math.min(LARGEST, Math.max(SMALLEST, Math.floor((room / page) * 100) / 100));
}
