const HEX = Buffer.from('0123456789ABCDEF', 'latin1');
/** RFC 2045 allows 76 characters, the `=` of a soft break among them. */
const LONGEST = 75;
const LITERAL = 1;
const BLANK = 2;
const CR = 13;
const LF = 10;
const DOT = 46;
const EQUALS = 61;

/** What may stand for itself: printable ASCII but `=`, and blanks that do not end a line. */
const kinds = new Uint8Array(256);
for (let byte = 33; byte <= 126; byte++) kinds[byte] = byte === EQUALS ? 0 : LITERAL;
kinds[32] = BLANK;
kinds[9] = BLANK;

/** Room that the encoding of so many octets may need at most. */
export const roomFor = (octets: number): number => octets * 3 + Math.ceil((octets * 3) / 72) * 3 + 8;

/**
 * Writes text as quoted-printable and returns where it ended, always after a line break. It runs over every body of
 * every message, hence the loop over octets. Every kind of line break becomes CRLF. A dot that begins a line is
 * encoded, so that no hop has to stuff it.
 */
export function writeQuotedPrintable(source: Uint8Array, target: Uint8Array, start: number): number {
  let at = start;
  let column = 0;
  const end = source.length;
  for (let index = 0; index < end; index++) {
    const byte = source[index] as number;
    const kind = kinds[byte];
    if (kind === LITERAL) {
      if (column >= LONGEST) {
        at = softBreak(target, at);
        column = 0;
      }
      if (column === 0 && byte === DOT) {
        at = encode(target, at, byte);
        column = 3;
      } else {
        target[at++] = byte;
        column++;
      }
      continue;
    }
    if (byte === CR || byte === LF) {
      if (byte === CR && source[index + 1] === LF) index++;
      target[at++] = CR;
      target[at++] = LF;
      column = 0;
      continue;
    }
    const next = source[index + 1];
    if (kind === BLANK && next !== undefined && next !== CR && next !== LF) {
      if (column >= LONGEST) {
        at = softBreak(target, at);
        column = 0;
      }
      target[at++] = byte;
      column++;
      continue;
    }
    if (column > LONGEST - 3) {
      at = softBreak(target, at);
      column = 0;
    }
    at = encode(target, at, byte);
    column += 3;
  }
  if (column > 0) {
    target[at++] = CR;
    target[at++] = LF;
  }
  return at;
}

function softBreak(target: Uint8Array, at: number): number {
  target[at] = EQUALS;
  target[at + 1] = CR;
  target[at + 2] = LF;
  return at + 3;
}

function encode(target: Uint8Array, at: number, byte: number): number {
  target[at] = EQUALS;
  target[at + 1] = HEX[byte >> 4] as number;
  target[at + 2] = HEX[byte & 15] as number;
  return at + 3;
}

type Known = { lines: readonly string[]; ends: readonly number[]; encoded: Uint8Array };

/**
 * The same for the messages of one send, which differ in a few lines: a line that the first of them has too, in the
 * same place from the top or from the bottom, is copied instead of encoded again. Lines do not depend on each other.
 */
export function createLineEncoder(): (text: string, target: Buffer, start: number) => number {
  let known: Known | null = null;
  return (text, target, start) => {
    const lines = (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text).split('\n');
    // What follows the last line break is no line if it is empty.
    if (lines.at(-1) === '') lines.pop();
    if (!known) {
      const ends: number[] = [];
      const at = writeLines(lines, target, start, ends);
      known = { lines, ends, encoded: Uint8Array.prototype.slice.call(target, start, at) };
      return at;
    }
    return writeLikeBefore(lines, known, target, start);
  };
}

function writeLines(lines: readonly string[], target: Buffer, start: number, ends: number[]): number {
  let at = start;
  for (const line of lines) {
    at = writeLine(line, target, at);
    ends.push(at - start);
  }
  return at;
}

function writeLikeBefore(lines: readonly string[], known: Known, target: Buffer, start: number): number {
  const shift = known.lines.length - lines.length;
  let at = start;
  for (let index = 0; index < lines.length; ) {
    const line = lines[index] as string;
    let same = known.lines[index] === line ? index : known.lines[index + shift] === line ? index + shift : -1;
    if (same < 0) {
      at = writeLine(line, target, at);
      index++;
      continue;
    }
    const from = same === 0 ? 0 : (known.ends[same - 1] as number);
    while (index < lines.length && known.lines[same] === lines[index]) {
      same++;
      index++;
    }
    const to = known.ends[same - 1] as number;
    target.set(known.encoded.subarray(from, to), at);
    at += to - from;
  }
  return at;
}

function writeLine(line: string, target: Buffer, start: number): number {
  const at = line === '' ? start : writeQuotedPrintable(Buffer.from(line, 'utf8'), target, start);
  if (at > start) return at;
  target[start] = CR;
  target[start + 1] = LF;
  return start + 2;
}
