/** Where a key leads in a table of rows; null for keys that do not move. */
export function nextIndex(key: string, at: { current: number; rowCount: number; pageRows: number }): number | null {
  const { current, rowCount, pageRows } = at;
  const last = Math.max(0, rowCount - 1);
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, current + 1);
    case 'ArrowUp':
      return Math.max(0, current - 1);
    case 'PageDown':
      return Math.min(last, current + pageRows);
    case 'PageUp':
      return Math.max(0, current - pageRows);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
