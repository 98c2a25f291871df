import { splitTags } from '#shared/content/liquid-tags.ts';
import type { Compiled } from './compile.ts';

type Piece = { isTag: boolean; text: string; under: readonly number[]; free: boolean };

const OPENS = /^\{%-?\s*(if|unless|case|for|capture|comment|raw)\b/;
const CLOSES = /^\{%-?\s*end(if|unless|case|for|capture|comment|raw)\b/;
const MARK = /^\{% if when\[(\d+)\] %\}$/;

/** A source in pieces, each with the conditions of blocks that it stands under. */
function pieces(source: string): Piece[] {
  const open: (number | null)[] = [];
  return splitTags(source).map((piece) => {
    if (piece.isTag && CLOSES.test(piece.text)) open.pop();
    const under = open.filter((one) => one !== null);
    const free = open.length === 0;
    if (piece.isTag && OPENS.test(piece.text)) {
      const mark = MARK.exec(piece.text)?.[1];
      open.push(mark === undefined ? null : Number(mark));
    }
    return { ...piece, under, free };
  });
}

/** What of a source everybody gets, whatever conditions they fulfil. */
export const forEverybody = (source: string): string =>
  pieces(source)
    .filter(({ under }) => under.length === 0)
    .map(({ text }) => text)
    .join('');

/** What of a source stands under no condition at all, neither of a block nor one that was written by hand. */
export const underNone = (source: string): string =>
  pieces(source)
    .filter(({ free }) => free)
    .map(({ text }) => text)
    .join('');

/** A fact that a message shows without a fallback, and the conditions that one has to fulfil to see it there. */
export type Needed = { path: string; under: readonly number[] };

export function neededOf({ subject, preheader, html, text }: Compiled): Needed[] {
  const needed = new Map<string, Needed>();
  for (const piece of pieces(`${subject}\n${preheader}\n${html}\n${text}`)) {
    const path = piece.isTag ? /^\{\{-?\s*([A-Za-z_][\w.-]*)/.exec(piece.text)?.[1] : undefined;
    if (path === undefined || /\|\s*default\s*:/.test(piece.text)) continue;
    needed.set(`${path} ${piece.under.join()}`, { path, under: piece.under });
  }
  return [...needed.values()];
}
