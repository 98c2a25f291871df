import { type BlocksDocument, blockDefinitions, type Document, document, type LeafKind } from '#shared/content/document.ts';
import { escapeText, safeSource } from '#shared/content/escape.ts';
import { splitTags } from '#shared/content/liquid-tags.ts';
import { type Piece, piecesOf } from './markdown-blocks.ts';
import { inlineHtml, inlineText } from './markdown-inline.ts';

type Made = { kind: LeafKind; props: object };

const NARROW = { vertical: 8, horizontal: 32 };

/**
 * Markdown as blocks in the usual frame: what can be a block is one, what stands between is text. A message that says
 * nothing of unsubscribing ends with the footer that every campaign needs.
 */
export function markdownBlocks(markdown: string): BlocksDocument {
  const made: Made[] = [{ kind: 'spacer', props: { height: 16 } }];
  let run: string[] = [];
  const flush = () => {
    const html = run.join('');
    // Rich text holds neither code nor pictures.
    if (html) made.push({ kind: /<(code|pre|img|table)\b/.test(html) ? 'html' : 'text', props: { html, padding: NARROW } });
    run = [];
  };
  for (const piece of piecesOf(markdown)) {
    const own = blockOf(piece);
    if (own) {
      flush();
      made.push(own);
    } else run.push(pieceHtml(piece));
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
  const html = paragraphs.map((words) => `<p>${words.split('\n').map(linked).join('<br>')}</p>`).join('');
  return inFrame([{ kind: 'text', props: { html } }], text);
}

/** A line with every sign as itself; its merge tags are left alone. */
const linked = (line: string): string =>
  inlineHtml(
    splitTags(line)
      .map(({ isTag, text }) =>
        isTag ? text : text.replace(/(https?:\/\/[^\s<>"']*)|[\\`*_~[\]<!]/g, (sign, url) => url ?? `\\${sign}`),
      )
      .join(''),
  );

function inFrame(made: readonly Made[], source: string): BlocksDocument {
  const footer: Made[] = /unsubscribe_url/.test(source)
    ? [{ kind: 'spacer', props: { height: 24 } }]
    : [{ kind: 'footer', props: blockDefinitions.footer.initial() }];
  const blocks = [...made, ...footer].map((block, index) => ({ id: `m${index + 1}`, ...block }));
  // Made by the schema that it is parsed by, of a kind that is known.
  return document.parse({ version: 1, kind: 'blocks', style: {}, blocks }) satisfies Document as BlocksDocument;
}

const MOST = 2000;

function blockOf(piece: Piece): Made | null {
  if (piece.is === 'heading' && piece.level <= 3 && piece.text.length <= MOST && !/[\])>]|:\/\//.test(piece.text))
    return {
      kind: 'heading',
      props: { text: inlineText(piece.text), level: piece.level, padding: { vertical: 12, horizontal: 32 } },
    };
  if (piece.is === 'rule') return { kind: 'divider', props: { padding: { vertical: 18, horizontal: 32 } } };
  if (piece.is === 'quote')
    return { kind: 'quote', props: { html: piece.pieces.map(pieceHtml).join(''), padding: { vertical: 14, horizontal: 32 } } };
  if (piece.is === 'table') return { kind: 'html', props: { html: tableHtml(piece), padding: NARROW } };
  if (piece.is === 'code') return { kind: 'html', props: { html: codeHtml(piece.text), padding: NARROW } };
  if (piece.is !== 'paragraph') return null;
  const [, alt, src, linkedTo] =
    /^!\[([^\]]*)\]\(([^()\s]+)\)$/.exec(piece.text) ?? /^\[!\[([^\]]*)\]\(([^()\s]+)\)\]\(([^()\s]+)\)$/.exec(piece.text) ?? [];
  if (src !== undefined && safeSource(src))
    return { kind: 'image', props: { src, alt: alt ?? '', href: linkedTo ?? '', padding: { vertical: 12, horizontal: 32 } } };
  // A link on a line of its own, and strong: that is what a button is.
  const [, label, href] = /^\*\*\[([^\]]+)\]\(([^()]+)\)\*\*$/.exec(piece.text) ?? [];
  if (label && href)
    return {
      kind: 'button',
      props: { label: inlineText(label), href, align: 'left', padding: { vertical: 16, horizontal: 32 } },
    };
  return null;
}

function pieceHtml(piece: Piece): string {
  switch (piece.is) {
    case 'heading':
      return `<h${Math.min(piece.level, 4)}>${inlineHtml(piece.text)}</h${Math.min(piece.level, 4)}>`;
    case 'paragraph':
      return `<p>${inlineHtml(piece.text)}</p>`;
    case 'rule':
      return '<p>* * *</p>';
    case 'quote':
      return `<blockquote>${piece.pieces.map(pieceHtml).join('')}</blockquote>`;
    case 'code':
      return codeHtml(piece.text);
    case 'table':
      return tableHtml(piece);
    case 'list':
      return listHtml(piece);
  }
}

function listHtml({ ordered, start, items, loose }: Extract<Piece, { is: 'list' }>): string {
  const inner = items.map((pieces) => {
    const html = pieces.map((piece) => (piece.is === 'paragraph' && !loose ? inlineHtml(piece.text) : pieceHtml(piece)));
    return `<li>${html.join('')}</li>`;
  });
  const tag = ordered ? 'ol' : 'ul';
  return `<${tag}${ordered && start !== 1 ? ` start="${start}"` : ''}>${inner.join('')}</${tag}>`;
}

const codeHtml = (text: string): string =>
  `<pre style="margin:0;padding:12px 14px;background:#f3eee4;color:#2a241d;font:14px/1.5 Menlo,Consolas,monospace;white-space:pre-wrap">${escapeText(text)}</pre>`;

function tableHtml({ align, rows }: Extract<Piece, { is: 'table' }>): string {
  const cell = (tag: 'th' | 'td', words: string, index: number) =>
    `<${tag} align="${align[index] || 'left'}" style="padding:6px 12px 6px 0;border-bottom:1px solid #d3c9b8">${inlineHtml(words)}</${tag}>`;
  const [head = [], ...body] = rows;
  const row = (tag: 'th' | 'td') => (cells: string[]) =>
    `<tr>${cells.map((words, index) => cell(tag, words, index)).join('')}</tr>`;
  return `<table width="100%" cellspacing="0" cellpadding="0" style="font-size:15px;border-collapse:collapse">${row('th')(head)}${body.map(row('td')).join('')}</table>`;
}
