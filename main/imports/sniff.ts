import { isAscii, isUtf8 } from 'node:buffer';
import type { Reading } from '#shared/rpc/imports.ts';
import { emailKey } from '../contacts/contacts.ts';
import { chunksOf, decoder, newlineOf } from './decode.ts';
import { type CsvRecord, isBlank, isFiller, recordReader } from './records.ts';

type Encoding = Reading['encoding'];
type Delimiter = Reading['delimiter'];

/** The rows of a text whose last row may be cut off. */
export function recordsIn(text: string, { delimiter, whole }: { delimiter: string; whole: boolean }): CsvRecord[] {
  const records: CsvRecord[] = [];
  const reader = recordReader({ delimiter, newline: newlineOf(text), emit: (record) => records.push(record) });
  reader.push(text);
  if (whole) reader.end();
  return records;
}

/** A byte order mark says it; otherwise zeroes between the letters tell UTF-16, and what is sound UTF-8 is UTF-8. */
export async function sniffEncoding(path: string, head: Uint8Array): Promise<Encoding> {
  const [a, b, c] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const wide = zeroes(head.subarray(0, 4096));
  if (wide) return wide;
  // Customers with accents may begin far behind: the first piece that is more than ASCII decides.
  for await (const chunk of chunksOf(path)) if (!isAscii(chunk)) return isMostlyUtf8(chunk) ? 'utf-8' : 'windows-1252';
  return 'utf-8';
}

function zeroes(bytes: Uint8Array): Encoding | null {
  let even = 0;
  let odd = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== 0) continue;
    if (at % 2 === 0) even++;
    else odd++;
  }
  const many = bytes.length / 2 / 3;
  if (odd > many && odd > 3 * even) return 'utf-16le';
  return even > many && even > 3 * odd ? 'utf-16be' : null;
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

/** The delimiter that cuts the rows into equally many cells, and into the more the better. */
export function sniffDelimiter(text: string, whole: boolean): Delimiter {
  const head = text.slice(0, 200_000);
  const told = /^"?sep=([,;|\t])"?\s*$/im.exec(head.slice(0, 20))?.[1];
  if (told) return delimiters.find((delimiter) => delimiter === told) ?? ',';
  const scored = delimiters.map((delimiter) => ({
    delimiter,
    score: score(head, delimiter, whole && head.length === text.length),
  }));
  return scored.reduce((best, other) => (other.score > best.score ? other : best)).delimiter;
}

function score(text: string, delimiter: Delimiter, whole: boolean): number {
  const rows = recordsIn(text, { delimiter, whole })
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

/** The first row is a header unless it holds an address itself. */
export function sniffHeader(text: string, delimiter: Delimiter, whole: boolean): boolean {
  const first = recordsIn(text.slice(0, 200_000), { delimiter, whole }).find((record) => !isFiller(record));
  return !first?.cells.some((cell) => emailKey(cell).ok);
}
