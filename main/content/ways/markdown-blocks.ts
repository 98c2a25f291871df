import { splitTags } from '#shared/content/liquid-tags.ts';

/** A piece of Markdown that stands for itself. */
export type Piece =
  | { is: 'heading'; level: number; text: string }
  | { is: 'paragraph'; text: string }
  | { is: 'rule' }
  | { is: 'quote'; pieces: Piece[] }
  | { is: 'code'; text: string }
  | { is: 'list'; ordered: boolean; start: number; items: Piece[][]; loose: boolean }
  | { is: 'table'; align: ('left' | 'center' | 'right' | '')[]; rows: string[][] };

const BLANK = /^\s*$/;
const RULE = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/;
const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})[^`]*$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])([ \t]+|$)/;
const DEEPEST = 20;

/** Markdown as its pieces from top to bottom. Merge tags with line breaks in them are no lines. */
export function piecesOf(source: string, depth = 0): Piece[] {
  const joined = splitTags(source.replace(/\r\n?/g, '\n').replace(/\t/g, '    '))
    .map(({ isTag, text }) => (isTag ? text.replace(/\s+/g, ' ') : text))
    .join('');
  return read(joined.split('\n'), depth);
}

function read(lines: string[], depth: number): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (BLANK.test(line)) {
      at += 1;
      continue;
    }
    const [piece, next] = pieceAt(lines, at, depth);
    pieces.push(piece);
    at = next;
  }
  return pieces;
}

function pieceAt(lines: string[], at: number, depth: number): [Piece, number] {
  const line = lines[at] ?? '';
  const heading = HEADING.exec(line);
  if (heading) return [{ is: 'heading', level: heading[1]?.length ?? 1, text: heading[2] ?? '' }, at + 1];
  if (RULE.test(line)) return [{ is: 'rule' }, at + 1];
  const fence = FENCE.exec(line)?.[1];
  if (fence) return codeFrom(lines, at, fence);
  if (depth < DEEPEST && QUOTE.test(line)) return quoteFrom(lines, at, depth);
  if (depth < DEEPEST && ITEM.test(line)) return listFrom(lines, at, depth);
  if (line.includes('|') && /^[\s|:-]*-[\s|:-]*$/.test(lines[at + 1] ?? '') && (lines[at + 1] ?? '').includes('|'))
    return tableFrom(lines, at);
  return paragraphFrom(lines, at);
}

function paragraphFrom(lines: string[], at: number): [Piece, number] {
  const text = [(lines[at] ?? '').trimStart()];
  for (let next = at + 1; ; next += 1) {
    const line = lines[next];
    const underline = line === undefined ? null : /^ {0,3}(=+|-+)[ \t]*$/.exec(line);
    if (underline) return [{ is: 'heading', level: underline[1]?.[0] === '=' ? 1 : 2, text: text.join(' ').trim() }, next + 1];
    if (line === undefined || BLANK.test(line) || begins(line))
      return [{ is: 'paragraph', text: text.join('\n').trimEnd() }, next];
    text.push(line.trimStart());
  }
}

/** Whether a line ends the paragraph before it. Of numbers only a first one does, or a year at the end of a line would. */
const begins = (line: string): boolean =>
  HEADING.test(line) || RULE.test(line) || FENCE.test(line) || QUOTE.test(line) || /^ {0,3}(?:[-*+]|1[.)])[ \t]+\S/.test(line);

function codeFrom(lines: string[], at: number, fence: string): [Piece, number] {
  const isEnd = (line: string) => line.trim().startsWith(fence) && line.trim().replaceAll(fence[0] ?? '', '') === '';
  let end = at + 1;
  while (end < lines.length && !isEnd(lines[end] ?? '')) end += 1;
  return [{ is: 'code', text: lines.slice(at + 1, end).join('\n') }, end + 1];
}

function quoteFrom(lines: string[], at: number, depth: number): [Piece, number] {
  let end = at;
  while (end < lines.length && !BLANK.test(lines[end] ?? '') && (QUOTE.test(lines[end] ?? '') || !begins(lines[end] ?? '')))
    end += 1;
  const inner = lines.slice(at, end).map((line) => line.replace(QUOTE, ''));
  return [{ is: 'quote', pieces: read(inner, depth + 1) }, end];
}

function listFrom(lines: string[], at: number, depth: number): [Piece, number] {
  const marker = (line: string) => ITEM.exec(line);
  const kindOf = (line: string) => marker(line)?.[2]?.at(-1);
  const kind = kindOf(lines[at] ?? '');
  const start = Number.parseInt(marker(lines[at] ?? '')?.[2] ?? '1', 10);
  const items: string[][] = [];
  let indent = 0;
  let loose = false;
  let next = at;
  for (; next < lines.length; next += 1) {
    const line = lines[next] ?? '';
    const found = marker(line);
    const current = items.at(-1);
    if (BLANK.test(line)) {
      const following = lines.slice(next + 1).find((later) => !BLANK.test(later));
      if (following === undefined || !(kindOf(following) === kind || indentOf(following) >= indent)) break;
      if (kindOf(following) === kind && indentOf(following) < indent) loose = true;
      current?.push('');
    } else if (current && indentOf(line) >= indent) current.push(line.slice(indent));
    else if (found && kindOf(line) === kind && !RULE.test(line)) {
      indent =
        found[0].length > (found[1]?.length ?? 0) + (found[2]?.length ?? 0) + 4 ? (found[2]?.length ?? 1) + 1 : found[0].length;
      items.push([line.slice(indent)]);
    } else if (current && current.at(-1) !== '' && !begins(line) && !found) current.push(line.trimStart());
    else break;
  }
  const list = { is: 'list' as const, ordered: /\d/.test(marker(lines[at] ?? '')?.[2] ?? ''), start, loose };
  return [{ ...list, items: items.map((item) => read(item, depth + 1)) }, next];
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

function tableFrom(lines: string[], at: number): [Piece, number] {
  const align = cellsOf(lines[at + 1] ?? '').map((cell) => {
    const [left, right] = [cell.startsWith(':'), cell.endsWith(':')];
    return left && right ? ('center' as const) : right ? ('right' as const) : left ? ('left' as const) : ('' as const);
  });
  let end = at + 2;
  while (end < lines.length && (lines[end] ?? '').includes('|')) end += 1;
  const rows = [at, ...Array.from({ length: end - at - 2 }, (_, index) => at + 2 + index)].map((row) =>
    cellsOf(lines[row] ?? ''),
  );
  return [{ is: 'table', align, rows: rows.map((cells) => align.map((_, index) => cells[index] ?? '')) }, end];
}

const cellsOf = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
