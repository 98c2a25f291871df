import { type BlockKind, type Document, document } from '#shared/content/document.ts';

/** A block before it has an id. */
export type Piece = { kind: BlockKind; props: Record<string, unknown> };

/** A design that one can start from. */
export type ReadyMade = { id: string; name: string; category: string; make: () => Document };

type Look = Record<string, unknown> & { top?: number; bottom?: number; side?: number };

/** Space as designs say it: above, below, and at both sides. */
function spaced({ top = 8, bottom = 8, side = 40, ...props }: Look): Record<string, unknown> {
  return { padding: { horizontal: side, vertical: 0, top, bottom }, ...props };
}

export const heading = (text: string, level: 1 | 2 | 3, look: Look = {}): Piece => ({
  kind: 'heading',
  props: { text, level, ...spaced(look) },
});
export const text = (html: string, look: Look = {}): Piece => ({ kind: 'text', props: { html, ...spaced(look) } });
/** A few words above a title, small and apart. */
export const eyebrow = (words: string, look: Look = {}): Piece =>
  text(`<p>${words.toUpperCase()}</p>`, { size: 12, top: 0, bottom: 0, ...look });
export const button = (label: string, look: Look = {}): Piece => ({
  kind: 'button',
  props: { label, href: 'https://', ...spaced({ top: 16, bottom: 16, ...look }) },
});
export const divider = (look: Look = {}): Piece => ({ kind: 'divider', props: spaced({ top: 20, bottom: 20, ...look }) });
export const spacer = (height: number): Piece => ({ kind: 'spacer', props: { height } });
export const list = (items: string[], look: Look = {}): Piece => ({ kind: 'list', props: { items, ...spaced(look) } });
export const table = (rows: string[][], look: Look = {}): Piece => ({ kind: 'table', props: { rows, ...spaced(look) } });
export const quote = (words: string, author: string, look: Look = {}): Piece => ({
  kind: 'quote',
  props: { html: `<p>${words}</p>`, author, ...spaced({ top: 16, bottom: 16, ...look }) },
});
export const logo = (look: Look = {}): Piece => ({ kind: 'logo', props: spaced({ top: 28, bottom: 20, ...look }) });
export const footer = (look: Look = {}): Piece => ({
  kind: 'footer',
  props: {
    unsubscribe: 'Unsubscribe',
    preferences: 'Choose what you get',
    webView: 'Read this in the browser',
    color: '#655d52',
    ...spaced({ top: 24, bottom: 32, ...look }),
  },
});
export const columns = (ratio: string, cells: Piece[][], look: Record<string, unknown> = {}): Piece => ({
  kind: 'columns',
  props: { ratio, columns: cells, ...look },
});
export const section = (blocks: Piece[], look: Record<string, unknown> = {}): Piece => ({
  kind: 'section',
  props: { blocks, ...look },
});

export const greeting = "<p>Hello {{ contact.first_name | default: 'there' }},</p>";

type Style = Partial<
  Record<'backgroundColor' | 'pageColor' | 'textColor' | 'accentColor' | 'fontFamily' | 'headingFont', string>
>;

/** A design from pieces; ids count up, so that the same template is the same document each time. */
export function design(pieces: readonly Piece[], style: Style = {}): Document {
  let count = 0;
  const withId = ({ kind, props }: Piece): unknown => {
    const id = `t${++count}`;
    if (kind === 'columns')
      return { id, kind, props: { ...props, columns: (props['columns'] as Piece[][]).map((cell) => cell.map(withId)) } };
    if (kind === 'section') return { id, kind, props: { ...props, blocks: (props['blocks'] as Piece[]).map(withId) } };
    return { id, kind, props };
  };
  return document.parse({ version: 1, kind: 'blocks', style: { language: 'en', ...style }, blocks: pieces.map(withId) });
}
