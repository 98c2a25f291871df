/**
 * The line of a growing number. The base is zero where the number has grown a lot; where it has hardly moved, it is a
 * little below the least, or every line would be flat.
 */
export function growthPath(points: { at: number; total: number }[], size: { width: number; height: number }): string {
  const first = points[0];
  const last = points[points.length - 1];
  if (!first || !last) return '';
  const totals = points.map(({ total }) => total);
  const most = Math.max(...totals);
  const least = Math.min(...totals);
  const base = least < most * 0.5 ? 0 : least - (most - least) * 0.15;
  const x = (at: number) => (last.at > first.at ? ((at - first.at) / (last.at - first.at)) * size.width : 0);
  const y = (total: number) => (most > base ? size.height - ((total - base) / (most - base)) * size.height : size.height / 2);
  return points.map(({ at, total }, index) => `${index === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(total).toFixed(1)}`).join(' ');
}
