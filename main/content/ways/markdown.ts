import type { Token } from 'markdown-it';
import { type BlocksDocument, blockDefinitions, type Document, document, type LeafKind } from '#shared/content/document.ts';
import { safeSource } from '#shared/content/escape.ts';
import { linkedText } from './linked-text.ts';
import { attributeOf, htmlOf, parseMarkdown, textOf } from './markdown-parser.ts';

type Made = { kind: LeafKind; props: object };

const NARROW = { vertical: 8, horizontal: 32 };

/**
 * Markdown as blocks in the usual frame: what can be a block is one, what stands between is text. A message that says
 * nothing of unsubscribing ends with the footer that every campaign needs.
 */
export function markdownBlocks(markdown: string): BlocksDocument {
  const made: Made[] = [{ kind: 'spacer', props: { height: 16 } }];
  const { tokens, tags } = parseMarkdown(markdown);
  let run: Token[] = [];
  const flush = () => {
    const html = htmlOf(run, tags);
    // Rich text holds neither code nor pictures.
    if (html) made.push({ kind: /<(code|pre|img|table)\b/.test(html) ? 'html' : 'text', props: { html, padding: NARROW } });
    run = [];
  };
  for (const piece of piecesOf(tokens)) {
    const own = blockOf(piece, tags);
    if (own) {
      flush();
      made.push(own);
    } else run.push(...piece);
  }
  flush();
  return inFrame(made, markdown);
}

/** Plain text as blocks: its paragraphs, with the addresses in it as links. */
export function plainBlocks(text: string): BlocksDocument {
  const paragraphs = text
    .replace(/\r\n?/g, '\n')
    .trim()
    .split(/\n{2,}/);
  const html = paragraphs.map((words) => `<p>${words.split('\n').map(linkedText).join('<br>')}</p>`).join('');
  return inFrame([{ kind: 'text', props: { html } }], text);
}

function inFrame(made: readonly Made[], source: string): BlocksDocument {
  const footer: Made[] = /unsubscribe_url/.test(source)
    ? [{ kind: 'spacer', props: { height: 24 } }]
    : [{ kind: 'footer', props: blockDefinitions.footer.initial() }];
  const blocks = [...made, ...footer].map((block, index) => ({ id: `m${index + 1}`, ...block }));
  // Made by the schema that it is parsed by, of a kind that is known.
  return document.parse({ version: 1, kind: 'blocks', style: {}, blocks }) satisfies Document as BlocksDocument;
}

/** Tokens as the pieces that stand one below the other: each from where it opens to where it closes. */
function piecesOf(tokens: readonly Token[]): Token[][] {
  const pieces: Token[][] = [];
  for (const token of tokens) {
    const opens = token.level === 0 && token.nesting !== -1;
    if (opens) pieces.push([token]);
    else pieces.at(-1)?.push(token);
  }
  return pieces;
}

const MOST = 2000;

function blockOf(piece: Token[], tags: readonly string[]): Made | null {
  const [first, inline] = piece;
  // Marks that hold nothing are left behind where emphasis was.
  const words = (inline?.children ?? []).filter(({ type, content }) => type !== 'text' || content !== '');
  switch (first?.type) {
    case 'heading_open': {
      const level = Number(first.tag.slice(1));
      const text = textOf(words, tags);
      if (level > 3 || text.length > MOST || words.some(({ type }) => type === 'link_open' || type === 'image')) return null;
      return { kind: 'heading', props: { text, level, padding: { vertical: 12, horizontal: 32 } } };
    }
    case 'hr':
      return { kind: 'divider', props: { padding: { vertical: 18, horizontal: 32 } } };
    case 'blockquote_open':
      return { kind: 'quote', props: { html: htmlOf(piece.slice(1, -1), tags), padding: { vertical: 14, horizontal: 32 } } };
    case 'table_open':
    case 'fence':
      return { kind: 'html', props: { html: htmlOf(piece, tags), padding: NARROW } };
    case 'paragraph_open':
      return imageOf(words, tags) ?? buttonOf(words, tags);
    default:
      return null;
  }
}

const shapeOf = (words: readonly Token[]): string => words.map(({ type }) => type).join(' ');

/** A picture that stands alone, or alone in a link. */
function imageOf(words: readonly Token[], tags: readonly string[]): Made | null {
  const isLinked = shapeOf(words) === 'link_open image link_close';
  const image = isLinked ? words[1] : shapeOf(words) === 'image' ? words[0] : undefined;
  const src = image && attributeOf(image, 'src', tags);
  if (!src || !safeSource(src)) return null;
  const href = isLinked && words[0] ? attributeOf(words[0], 'href', tags) : '';
  return { kind: 'image', props: { src, alt: textOf([image], tags), href, padding: { vertical: 12, horizontal: 32 } } };
}

/** A link on a line of its own, and strong: that is what a button is. */
function buttonOf(words: readonly Token[], tags: readonly string[]): Made | null {
  const [strong, link, ...rest] = words;
  const inner = rest.slice(0, -2);
  if (strong?.type !== 'strong_open' || link?.type !== 'link_open' || inner.some(({ type }) => type === 'image')) return null;
  if (shapeOf(rest.slice(-2)) !== 'link_close strong_close' || inner.some(({ type }) => type === 'link_close')) return null;
  const label = textOf(inner, tags);
  const href = attributeOf(link, 'href', tags);
  if (!label || !href) return null;
  return { kind: 'button', props: { label, href, align: 'left', padding: { vertical: 16, horizontal: 32 } } };
}
