type Piece = { isTag: boolean; text: string };

/** Text and Liquid tags in turn. What is opened and never closed is text. One pass, however the text is made. */
export function splitTags(source: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  let at = source.indexOf('{');
  // Once no end of a kind was found there is none further on either.
  const missing = new Set<string>();
  while (at !== -1) {
    const end = source[at + 1] === '{' ? '}}' : source[at + 1] === '%' ? '%}' : null;
    const closed = end === null || missing.has(end) ? -1 : source.indexOf(end, at + 2);
    if (end !== null && closed === -1) missing.add(end);
    if (closed !== -1) {
      if (at > from) pieces.push({ isTag: false, text: source.slice(from, at) });
      pieces.push({ isTag: true, text: source.slice(at, closed + 2) });
      from = closed + 2;
    }
    at = source.indexOf('{', Math.max(at + 1, from));
  }
  if (from < source.length) pieces.push({ isTag: false, text: source.slice(from) });
  return pieces;
}

/** A text without its Liquid tags, or with something in their place. */
export const withoutTags = (source: string, replace: (tag: string) => string = () => ''): string =>
  splitTags(source)
    .map((piece) => (piece.isTag ? replace(piece.text) : piece.text))
    .join('');

/**
 * A tag that may stand anywhere in HTML, also inside of an attribute. A double quote would end the attribute; single
 * ones mean the same to Liquid. An angle bracket is a comparison only between spaces: any other is taken out, or
 * `{{ '<script>' }}` would be an element.
 */
export const harmlessTag = (tag: string): string => tag.replace(/"/g, "'").replace(/[<>](?!=?\s)|(?<!\s)[<>]/g, '');
