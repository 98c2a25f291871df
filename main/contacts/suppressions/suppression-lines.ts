import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { parse } from 'csv-parse';
import type { SuppressionsAdded } from '#shared/rpc/suppressions.ts';
import type { SuppressionReason } from '#shared/schema/words.ts';
import { unavailable } from '../../base/errors.ts';
import type { WriteDb } from '../../db/db.ts';
import { fold } from '../fold.ts';
import { suppressionTarget } from './suppressed-domain.ts';
import { getSuppression } from './suppressions.store.ts';
import { suppress } from './suppressions.ts';

type Line = { line: number; cells: readonly string[] };
type Terms = { reason: SuppressionReason; evidence: string; importId?: number; now: number };

/** Lines that are written at once, and how many rejected ones are shown. */
const AT_ONCE = 400;
const MOST_REJECTS = 200;

/** What files of other tools call a reason. */
const reasonWords: [SuppressionReason, RegExp][] = [
  ['complained', /complain|spam|abuse|beschwerde|plainte|queja/],
  ['bounced', /bounce|cleaned|invalid|undeliver|unzustellbar|rebond|rebote|no such|unknown user/],
  ['unsubscribed', /unsub|opt.?out|abgemeldet|abbestell|desabon|desinscr|baja|disiscri|wypisan|left/],
  ['blocked', /block|black|suppress|banned|gesperrt|do.not|manual|bloque/],
];

const reasonOf = (cell: string): SuppressionReason | null => {
  const words = fold(cell.trim());
  return reasonWords.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
};

/** Takes in addresses and domains, some at a time; every line is accounted for. */
export async function addSuppressions(
  db: WriteDb,
  lines: AsyncIterable<Line> | Iterable<Line>,
  terms: Terms,
): Promise<SuppressionsAdded> {
  const account: SuppressionsAdded = { rows: 0, added: 0, known: 0, raised: 0, rejected: 0, rejects: [] };
  let waiting: Line[] = [];
  const write = () => {
    db.slice(() => {
      for (const line of waiting) take(db, { line, terms, account });
    });
    waiting = [];
  };
  for await (const line of lines) {
    waiting.push(line);
    if (waiting.length < AT_ONCE) continue;
    write();
    await nextTurn();
  }
  if (waiting.length > 0) write();
  return account;
}

function take(db: WriteDb, { line, terms, account }: { line: Line; terms: Terms; account: SuppressionsAdded }): void {
  const cells = line.cells.map((cell) => cell.trim().replace(/^'(?=[=+\-@])/, ''));
  if (cells.every((cell) => cell === '')) return;
  account.rows++;
  const targets = cells.map((cell) => ({ cell, target: suppressionTarget(cell) }));
  const found = targets.find(({ target }) => target.ok) ?? targets.find(({ cell }) => cell !== '');
  if (!found) return;
  if (!found.target.ok) {
    account.rejected++;
    if (account.rejects.length < MOST_REJECTS)
      account.rejects.push({ line: line.line, text: found.cell.slice(0, 200), reason: found.target.reason });
    return;
  }
  const reason =
    cells
      .filter((cell) => cell !== found.cell)
      .map(reasonOf)
      .find((word) => word !== null) ?? terms.reason;
  const before = getSuppression(db, found.target.key);
  const { evidence, importId = null, now } = terms;
  const changed = suppress(db, { email: found.target.shown, reason, evidence, importId, now });
  if (!changed) account.known++;
  else if (before) account.raised++;
  else account.added++;
}

/** What a person pasted: one on a line, or several with commas, semicolons or spaces between them. */
export function* pastedLines(text: string): Generator<Line> {
  let line = 0;
  for (const row of text.split(/\r\n|\r|\n/)) {
    line++;
    // “Anna Novak <anna@example.com>” as mail programs write it
    const angled = [...row.matchAll(/<([^<>\s]+)>/g)].map(([, inner = '']) => inner);
    const pieces = angled.length > 0 ? angled : row.split(/[\s,;]+/);
    for (const piece of pieces) if (piece !== '') yield { line, cells: [piece] };
  }
}

const SNIFFED_BYTES = 64 * 1024;

/** The rows of a file. A first one that names its columns is a header, and no row. */
export async function* fileLines(path: string): AsyncGenerator<Line> {
  const head = await beginning(path);
  const encoding = encodingOf(head);
  const [firstLine = ''] = new TextDecoder(encoding).decode(head).split(/\r|\n/);
  const delimiter = [';', '\t', '|', ','].find((sign) => firstLine.includes(sign)) ?? ',';
  const rows = Readable.from(decoded(path, encoding)).pipe(
    parse({ delimiter, bom: true, relax_quotes: true, relax_column_count: true, skip_empty_lines: true, info: true }),
  );
  let first = true;
  for await (const { record, info } of rows as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    const header = first && !record.some((cell) => cell.includes('@') || suppressionTarget(cell).ok);
    first = false;
    if (!header) yield { line: info.lines, cells: record };
  }
}

async function beginning(path: string): Promise<Buffer> {
  const file = await open(path).catch((error: unknown) => {
    throw unavailable('suppressions.file-gone', 'The file is not there any more, or may not be read.', error);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFFED_BYTES), 0, SNIFFED_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function encodingOf(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return isUtf8(head.subarray(0, head.length < SNIFFED_BYTES ? head.length : head.lastIndexOf(0x0a) + 1))
    ? 'utf-8'
    : 'windows-1252';
}

async function* decoded(path: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path)) yield decoder.decode(chunk as Buffer, { stream: true });
  yield decoder.decode();
}
