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
 *
 * A line ends by `\n`, by `\r\n`, or by `\r` alone as on very old systems; a file may mix them.
 */
export function recordReader(options: {
  delimiter: string;
  quote?: string | undefined;
  emit: (record: CsvRecord) => void;
}): RecordReader {
  const { delimiter, quote: sign = '"', emit } = options;
  let rest = '';
  let line = 1;
  let skipping = false;
  /** How many cells the first row has. */
  let expected = 0;

  function read(text: string, final: boolean): number {
    let at = 0;
    let quote = text.indexOf(sign);
    const lineEnds = endsOf(text, final);
    while (at < text.length) {
      const end = lineEnds.after(at);
      if (skipping) {
        if (end < 0) return keepReturn(text, final);
        skipping = false;
        at = lineEnds.next(end);
        line++;
        continue;
      }
      if (quote >= 0 && quote < at) quote = text.indexOf(sign, at);
      if (quote < 0 || (end >= 0 && quote > end)) {
        if (end < 0 && !final) return at;
        const to = end < 0 ? text.length : end;
        give(line, text.slice(at, to).split(delimiter), null);
        line++;
        at = lineEnds.next(to);
        continue;
      }
      const found = quoted(text, at, final);
      if (found === 'incomplete') return at;
      if (found === 'broken' || looksSwallowed(text, at, found)) {
        const to = end < 0 ? text.length : end;
        give(line, text.slice(at, to).split(delimiter), UNCLOSED);
        line++;
        at = lineEnds.next(to);
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

  /** Whether a row that spans lines has too few cells while its first line alone has the right number. */
  function looksSwallowed(text: string, at: number, { cells, breaks }: { cells: string[]; breaks: number }): boolean {
    if (breaks === 0 || cells.length >= expected) return false;
    return text.slice(at, lineEndAfter(text, at)).split(delimiter).length === expected;
  }

  type Found = { cells: string[]; end: number; breaks: number };

  /** Reads a row that has quotation marks, beginning at `start`. */
  function quoted(text: string, start: number, final: boolean): Found | 'incomplete' | 'broken' {
    const cells: string[] = [];
    let at = start;
    let breaks = 0;
    let known = lineEndAfter(text, start);
    const endFrom = (from: number): number => {
      if (known >= 0 && known < from) known = lineEndAfter(text, from);
      return known;
    };
    for (;;) {
      const open = skipSpaces(text, at);
      if (text[open] !== sign) {
        const end = endFrom(at);
        const next = text.indexOf(delimiter, at);
        if (next >= 0 && (end < 0 || next < end)) {
          cells.push(text.slice(at, next));
          at = next + 1;
          continue;
        }
        if (!final && (end < 0 || isCut(text, end))) return 'incomplete';
        cells.push(text.slice(at, end < 0 ? text.length : end));
        return { cells, end: end < 0 ? text.length : end + endAt(text, end), breaks };
      }
      let value = '';
      let from = open + 1;
      const lineEnd = endFrom(open);
      for (;;) {
        const mark = text.indexOf(sign, from);
        const readTo = mark < 0 ? text.length : mark;
        if (lineEnd >= 0 && lineEnd < readTo && readTo - open > LONGEST_SPANNING_CELL) return 'broken';
        if (mark < 0) return final ? 'broken' : 'incomplete';
        if (text[mark + 1] === sign) {
          value += text.slice(from, mark + 1);
          from = mark + 2;
          continue;
        }
        const after = skipSpaces(text, mark + 1);
        if (!final && (after >= text.length || isCut(text, after))) return 'incomplete';
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

  function skipSpaces(text: string, at: number): number {
    let to = at;
    while (text[to] === ' ') to++;
    return to;
  }

  /** A row that does not end: given up, and everything up to the next line is passed over. */
  function giveUp(): void {
    give(line, rest.slice(0, SHOWN_OF_TOO_LONG).split(delimiter), TOO_LONG);
    rest = rest.endsWith('\r') ? '\r' : '';
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

/** A return at the very end may be the first half of a line's end. */
const isCut = (text: string, at: number): boolean => text[at] === '\r' && at + 1 >= text.length;

/** How much of a text that is passed over is used up. */
const keepReturn = (text: string, final: boolean): number =>
  !final && isCut(text, text.length - 1) ? text.length - 1 : text.length;

/** How many characters an end of line takes here; 0 for none. The end of the text is one of at least one. */
function endAt(text: string, at: number): number {
  if (at >= text.length || text[at] === '\n') return 1;
  if (text[at] !== '\r') return 0;
  return text[at + 1] === '\n' ? 2 : 1;
}

/** Where the next end of line begins; below 0 where there is none. */
function lineEndAfter(text: string, at: number): number {
  const feed = text.indexOf('\n', at);
  // Only the line itself is searched for a return: the whole of a long text would be, again for each line.
  const back = (feed < 0 ? text.slice(at) : text.slice(at, feed)).indexOf('\r');
  return back < 0 ? feed : at + back;
}

/** The ends of lines of a text, asked for from the front to the back. Files without a return are not searched for one twice. */
function endsOf(text: string, final: boolean) {
  let feed = text.indexOf('\n');
  let back = text.indexOf('\r');
  return {
    /** Where the first end of line at or after a place begins; below 0 where there is none, or where it may be cut off. */
    after: (at: number): number => {
      if (feed >= 0 && feed < at) feed = text.indexOf('\n', at);
      if (back >= 0 && back < at) back = text.indexOf('\r', at);
      if (back < 0 || (feed >= 0 && feed < back)) return feed;
      return !final && isCut(text, back) ? -1 : back;
    },
    /** Where the line behind an end begins. */
    next: (end: number): number => end + endAt(text, end),
  };
}

function countBreaks(value: string): number {
  let breaks = 0;
  for (let at = lineEndAfter(value, 0); at >= 0; at = lineEndAfter(value, at + endAt(value, at))) breaks++;
  return breaks;
}
