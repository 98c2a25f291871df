import type { SourceKind } from '#shared/content/document.ts';

export type Token = { text: string; as: 'tag' | 'markup' | 'comment' | 'plain' };

const MERGE = '\\{\\{.*?\\}\\}|\\{%.*?%\\}';
const patterns: Record<SourceKind, RegExp> = {
  html: new RegExp(`(${MERGE})|(<!--.*?(?:-->|$))|(</?[a-z!][^<>]*>?)`, 'gi'),
  mjml: new RegExp(`(${MERGE})|(<!--.*?(?:-->|$))|(</?[a-z!][^<>]*>?)`, 'gi'),
  markdown: new RegExp(`(${MERGE})|(^>.*$)|(^#{1,6} .*$|^\\s*(?:[-*+]|\\d+[.)]) |\\]\\([^()]*\\)|\\*\\*|^-{3,}$)`, 'g'),
  plain: new RegExp(`(${MERGE})|(^> .*$)|(https?://\\S+)`, 'g'),
};

/** A line as pieces that are coloured. Its text is never changed: it lies exactly behind what is typed. */
export function highlight(line: string, kind: SourceKind): Token[] {
  if (line.length > LONGEST) return [{ text: line, as: 'plain' }];
  const tokens: Token[] = [];
  let from = 0;
  for (const found of line.matchAll(patterns[kind])) {
    if (found.index > from) tokens.push({ text: line.slice(from, found.index), as: 'plain' });
    tokens.push({ text: found[0], as: found[1] ? 'tag' : found[2] ? 'comment' : 'markup' });
    from = found.index + found[0].length;
  }
  if (from < line.length) tokens.push({ text: line.slice(from), as: 'plain' });
  return tokens;
}

const LONGEST = 5000;
