import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { Cell } from './ports.ts';

/** Takes rows and writes a file of them; `end` waits until it is there. */
export type TableWriter = { row: (cells: readonly Cell[]) => Promise<void> | void; end: () => Promise<void> };

/**
 * What a spreadsheet would run as a formula gets a sign in front that makes it text, as OWASP advises. So does a text
 * that has such signs in front already, so that the import, which takes one away, gives back exactly what was there. A
 * plain number is harmless.
 */
const guard = (text: string): string =>
  /^'*[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/.test(text) ? `'${text}` : text;

const quote = (text: string): string =>
  /[",\r\n]/.test(text) || /^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return guard(cell);
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  if (typeof cell === 'number') return String(cell);
  return 'date' in cell ? cell.date : new Date(cell.time).toISOString().replace(/\.\d+Z$/, 'Z');
}

const CHUNK = 64 * 1024;

export function csvWriter(path: string): TableWriter {
  const file = createWriteStream(path, { mode: 0o600 });
  const ended = finished(file);
  // Whoever waits for the end hears of it; nobody else may be told by a crash.
  ended.catch(() => undefined);
  // The byte order mark is what tells a spreadsheet that this is UTF-8.
  let text = '\ufeff';
  const flush = async () => {
    const room = file.write(text);
    text = '';
    if (!room) await Promise.race([once(file, 'drain'), ended]);
  };
  return {
    row: (cells) => {
      text += `${cells.map((cell) => quote(textOf(cell))).join(',')}\r\n`;
      return text.length > CHUNK ? flush() : undefined;
    },
    end: async () => {
      file.end(text);
      await ended;
    },
  };
}
