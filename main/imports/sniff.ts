import { isAscii, isUtf8 } from 'node:buffer';
import type { Encoding, Reading } from '#shared/rpc/imports.ts';
import { emailKey } from '../contacts/contacts.ts';
import { rowsAbove } from './above.ts';
import { chunksOf, decoder } from './decode.ts';
import { likeliestEncoding } from './encoding-evidence.ts';
import { type CsvRecord, isBlank, isFiller, recordReader } from './records.ts';

type Delimiter = Reading['delimiter'];
type Quote = NonNullable<Reading['quote']>;
/** How a text is cut; what is not known yet is the usual. */
type Cut = { delimiter: string; quote?: Quote | undefined; whole: boolean };

/** The rows of a text whose last row may be cut off. */
export function recordsIn(text: string, { delimiter, quote, whole }: Cut): CsvRecord[] {
  const records: CsvRecord[] = [];
  const reader = recordReader({ delimiter, quote, emit: (record) => records.push(record) });
  reader.push(text);
  if (whole) reader.end();
  return records;
}

/** A byte order mark says it; otherwise zeroes between the letters tell UTF-16, and what is sound UTF-8 is UTF-8. */
async function sniffEncoding(path: string, head: Uint8Array): Promise<Encoding> {
  const [a, b, c] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const wide = zeroes(head.subarray(0, 4096));
  if (wide) return wide;
  // Customers with accents may begin far behind: the first piece that is more than ASCII decides.
  for await (const chunk of chunksOf(path))
    if (!isAscii(chunk)) return isMostlyUtf8(chunk) ? 'utf-8' : likeliestEncoding(telling(chunk));
  return 'utf-8';
}

const TELLING_BYTES = 24_000;

/** The lines that hold more than ASCII: the others say nothing about the encoding. */
function telling(chunk: Uint8Array): Uint8Array {
  const lines: Uint8Array[] = [];
  let bytes = 0;
  for (let at = 0; at < chunk.length && bytes < TELLING_BYTES; ) {
    const feed = chunk.indexOf(0x0a, at);
    const end = feed < 0 ? chunk.length : feed + 1;
    const line = chunk.subarray(at, Math.min(end, at + TELLING_BYTES));
    at = end;
    if (isAscii(line)) continue;
    lines.push(line);
    bytes += line.length;
  }
  return Buffer.concat(lines);
}

function zeroes(bytes: Uint8Array): Encoding | null {
  let even = 0;
  let odd = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== 0) continue;
    if (at % 2 === 0) even++;
    else odd++;
  }
  // Of Cyrillic or Chinese only what stands between the cells and at the end of lines has a zero.
  const many = bytes.length / 2 / 20;
  if (odd > many && odd > 10 * even && ends(bytes, [0x0a, 0]) > 0) return 'utf-16le';
  return even > many && even > 10 * odd && ends(bytes, [0, 0x0a]) > 0 ? 'utf-16be' : null;
}

/** How many ends of lines there are, if a letter takes two bytes. A text of one line has one at its end. */
function ends(bytes: Uint8Array, pair: readonly [number, number]): number {
  let found = bytes.length < 4096 ? 1 : 0;
  for (let at = 0; at + 1 < bytes.length; at += 2) if (bytes[at] === pair[0] && bytes[at + 1] === pair[1]) found++;
  return found;
}

/** A single broken letter does not make a file another encoding; letters by the dozen that make no sense do. */
function isMostlyUtf8(chunk: Uint8Array): boolean {
  if (isUtf8(chunk)) return true;
  let sound = 0;
  let broken = 0;
  for (const letter of decoder('utf-8')(chunk, false)) {
    if (letter === '\ufffd') broken++;
    else if (letter > '\u007f') sound++;
  }
  return sound > 2 * broken || broken === 0;
}

const delimiters: readonly Delimiter[] = [',', ';', '\t', '|'];
const LOOKED_AT = 200;

/** The sign that cells are wrapped in: quotation marks, unless nearly all that are wrapped have apostrophes. */
function sniffQuote(text: string): Quote {
  const head = text.slice(0, 50_000);
  const wrapped = (sign: string) =>
    [...head.matchAll(new RegExp(`(?:^|[,;\\t|])${sign}[^${sign}\\r\\n]*${sign}(?=[,;\\t|\\r\\n]|$)`, 'gm'))].length;
  const marks = wrapped("'");
  return marks > 2 && marks > 4 * wrapped('"') ? "'" : '"';
}

/** The delimiter that cuts the rows into equally many cells, and into the more the better. */
function sniffDelimiter(text: string, { quote, whole }: Omit<Cut, 'delimiter'>): Delimiter {
  const head = text.slice(0, 200_000);
  const told = /^"?sep=([,;|\t])"?\s*$/im.exec(head.slice(0, 20))?.[1];
  if (told) return delimiters.find((delimiter) => delimiter === told) ?? ',';
  const scored = delimiters.map((delimiter) => ({
    delimiter,
    score: score(head, { delimiter, quote, whole: whole && head.length === text.length }),
  }));
  return scored.reduce((best, other) => (other.score > best.score ? other : best)).delimiter;
}

function score(text: string, cut: Cut): number {
  const rows = recordsIn(text, cut)
    .filter((record) => !isBlank(record))
    .slice(0, LOOKED_AT);
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const [cells, times] = [...counts].reduce((best, other) => (other[1] > best[1] ? other : best), [1, 0]);
  if (cells === 1) return 0;
  const steady = times / rows.length;
  // A header that has as many cells as most rows is worth more than a comma that each row happens to have.
  const header = rows[0]?.cells.length === cells ? 1.2 : 1;
  return steady * header * (1 + Math.min(cells, 30) / 30);
}

/** How a text is read: as a person has corrected it, and as it looks in all that they have not. */
export async function sniffReading({
  path,
  head,
  whole,
  format,
  wanted,
}: {
  path: string;
  head: Uint8Array;
  whole: boolean;
  format: 'text' | 'vcard';
  wanted: Reading | undefined;
}): Promise<Reading> {
  const encoding = wanted?.encoding ?? (await sniffEncoding(path, head));
  if (format === 'vcard') return { format, encoding, delimiter: ',', header: true };
  const text = decoder(encoding)(head, whole);
  const quote = wanted ? wanted.quote : sniffQuote(text);
  const delimiter = wanted?.delimiter ?? sniffDelimiter(text, { quote, whole });
  const shown = quote === undefined || quote === '"' ? {} : { quote };
  const records = recordsIn(text.slice(0, 200_000), { delimiter, quote, whole });
  const skip = wanted?.skip ?? rowsAbove(records);
  const rows = records.filter((record) => !isFiller(record)).slice(skip);
  return {
    encoding,
    delimiter,
    ...shown,
    ...(skip > 0 || wanted?.skip === 0 ? { skip } : {}),
    header: wanted?.header ?? !startsWithPerson(rows),
  };
}

/** The first row is a header unless it holds an address itself. */
export const startsWithPerson = (rows: readonly CsvRecord[]): boolean =>
  rows[0]?.cells.some((cell) => emailKey(cell).ok) ?? false;
