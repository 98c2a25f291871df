/** One row of a file. `line` is where it begins, counted from 1; `problem` says why its cells cannot be trusted. */
export type CsvRecord = { line: number; cells: string[]; problem: string | null };

export const isBlank = ({ cells }: CsvRecord): boolean => cells.every((cell) => cell.trim() === '');

/** Neither header nor person: a blank line, or the first line `sep=;` by which a spreadsheet is told the delimiter. */
export const isFiller = (record: CsvRecord): boolean =>
  isBlank(record) || (record.line === 1 && /^"?sep=.?"?$/i.test(record.cells.join('').trim()));

/** A quotation mark that is not closed within so many characters was never meant to span lines. */
const LONGEST_SPANNING_CELL = 100_000;
/** No row of people is as long; reading on would only fill the memory. */
const LONGEST_RECORD = 1_000_000;
const SHOWN_OF_TOO_LONG = 1_000;

export const UNCLOSED = 'A quotation mark is opened and not closed.';
export const TOO_LONG = 'The row is longer than a million characters.';

export type RecordReader = {
  /** Takes more of the text and hands out every row that is complete. */
  push: (text: string) => void;
  /** No more text comes: hands out what is left. */
  end: () => void;
};

/**
 * Splits text into rows, however it arrives in pieces. Written by hand because no parser at hand gives a broken row
 * back: a quotation mark that is never closed swallows the rest of the file for them. Here only its own line is given
 * up, and reading goes on with the next one.
 *
 * A mark inside of a quoted cell that is followed by neither delimiter nor end of line is taken as it stands
 * (`"Fritz "Fritze" Maier"`), unless the cell spans lines: then the mark before was never closed.
 */
export function recordReader(options: {
  delimiter: string;
  newline: '\n' | '\r';
  emit: (record: CsvRecord) => void;
}): RecordReader {
  const { delimiter, newline, emit } = options;
  let rest = '';
  let line = 1;
  let skipping = false;
  /** How many cells the first row has. */
  let expected = 0;

  function read(text: string, final: boolean): number {
    let at = 0;
    let quote = text.indexOf('"');
    while (at < text.length) {
      let end = text.indexOf(newline, at);
      if (skipping) {
        if (end < 0) return text.length;
        skipping = false;
        at = end + 1;
        line++;
        continue;
      }
      if (quote >= 0 && quote < at) quote = text.indexOf('"', at);
      if (quote < 0 || (end >= 0 && quote > end)) {
        if (end < 0) {
          if (!final) return at;
          end = text.length;
        }
        give(line, withoutReturn(text, at, end).split(delimiter), null);
        line++;
        at = end + 1;
        continue;
      }
      const found = quoted(text, at, final);
      if (found === 'incomplete') return at;
      if (found === 'broken' || looksSwallowed(text, at, found)) {
        if (end < 0) end = text.length;
        give(line, withoutReturn(text, at, end).split(delimiter), UNCLOSED);
        line++;
        at = end + 1;
      } else {
        give(line, found.cells, null);
        line += found.breaks + 1;
        at = found.end;
      }
    }
    return text.length;
  }

  function give(at: number, cells: string[], problem: string | null): void {
    if (expected === 0) expected = cells.length;
    emit({ line: at, cells, problem });
  }

  const withoutReturn = (text: string, from: number, to: number): string =>
    text.slice(from, newline === '\n' && text.charCodeAt(to - 1) === 13 && to > from ? to - 1 : to);

  /** Whether a row that spans lines has too few cells while its first line alone has the right number. */
  function looksSwallowed(text: string, at: number, { cells, breaks }: { cells: string[]; breaks: number }): boolean {
    if (breaks === 0 || cells.length >= expected) return false;
    return text.slice(at, text.indexOf(newline, at)).split(delimiter).length === expected;
  }

  type Found = { cells: string[]; end: number; breaks: number };

  /** Reads a row that has quotation marks, beginning at `start`. */
  function quoted(text: string, start: number, final: boolean): Found | 'incomplete' | 'broken' {
    const cells: string[] = [];
    let at = start;
    let breaks = 0;
    for (;;) {
      const open = skipSpaces(text, at);
      if (text[open] !== '"') {
        const end = text.indexOf(newline, at);
        const next = text.indexOf(delimiter, at);
        if (next >= 0 && (end < 0 || next < end)) {
          cells.push(text.slice(at, next));
          at = next + 1;
          continue;
        }
        if (end < 0 && !final) return 'incomplete';
        cells.push(withoutReturn(text, at, end < 0 ? text.length : end));
        return { cells, end: end < 0 ? text.length : end + 1, breaks };
      }
      let value = '';
      let from = open + 1;
      const lineEnd = text.indexOf(newline, open);
      for (;;) {
        const mark = text.indexOf('"', from);
        const readTo = mark < 0 ? text.length : mark;
        if (lineEnd >= 0 && lineEnd < readTo && readTo - open > LONGEST_SPANNING_CELL) return 'broken';
        if (mark < 0) return final ? 'broken' : 'incomplete';
        if (text[mark + 1] === '"') {
          value += text.slice(from, mark + 1);
          from = mark + 2;
          continue;
        }
        const after = skipSpaces(text, mark + 1);
        // A return at the very end may be the first half of a line's end.
        if (!final && (after >= text.length || (text[after] === '\r' && after + 1 >= text.length && newline === '\n')))
          return 'incomplete';
        const ending = endAt(text, after);
        if (text[after] === delimiter || ending > 0) {
          value += text.slice(from, mark);
          breaks += countBreaks(value);
          cells.push(value);
          if (ending > 0) return { cells, end: after + ending, breaks };
          at = after + 1;
          break;
        }
        if (lineEnd >= 0 && lineEnd < mark) return 'broken';
        value += text.slice(from, mark + 1);
        from = mark + 1;
      }
    }
  }

  /** How many characters an end of line takes here; 0 for none. The end of the text is one of at least one. */
  function endAt(text: string, at: number): number {
    if (at >= text.length) return 1;
    if (text[at] === newline) return 1;
    return text[at] === '\r' && text[at + 1] === '\n' && newline === '\n' ? 2 : 0;
  }

  function skipSpaces(text: string, at: number): number {
    let to = at;
    while (text[to] === ' ') to++;
    return to;
  }

  function countBreaks(value: string): number {
    let breaks = 0;
    for (let at = value.indexOf(newline); at >= 0; at = value.indexOf(newline, at + 1)) breaks++;
    return breaks;
  }

  /** A row that does not end: given up, and everything up to the next line is passed over. */
  function giveUp(): void {
    give(line, rest.slice(0, SHOWN_OF_TOO_LONG).split(delimiter), TOO_LONG);
    rest = '';
    skipping = true;
  }

  return {
    push: (piece) => {
      const text = rest === '' ? piece : rest + piece;
      const used = read(text, false);
      rest = text.slice(used);
      if (rest.length > LONGEST_RECORD) giveUp();
    },
    end: () => {
      read(rest, true);
      rest = '';
    },
  };
}
