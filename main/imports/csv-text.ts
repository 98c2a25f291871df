/** Rows as a file that a spreadsheet opens, and that the import reads as they were. */
export function csvText(lines: readonly (readonly string[])[], delimiter: string): string {
  const text = lines.map((cells) => cells.map((cell) => quote(guard(cell), delimiter)).join(delimiter)).join('\r\n');
  // The byte order mark is what tells a spreadsheet that this is UTF-8.
  return `\ufeff${text}\r\n`;
}

/** A spreadsheet would run a cell that begins so; the sign in front makes it text. The import takes it away again. */
const guard = (cell: string): string => (/^'*[=+\-@\t\r]/.test(cell) && !/^[+-]?\d+(?:[.,]\d+)?$/.test(cell) ? `'${cell}` : cell);

const quote = (cell: string, delimiter: string): string =>
  cell.includes('"') || cell.includes('\n') || cell.includes('\r') || cell.includes(delimiter)
    ? `"${cell.replaceAll('"', '""')}"`
    : cell;
