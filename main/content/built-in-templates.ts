import { type Block, type Document, document } from '#shared/content/document.ts';
import type { Template } from './templates.store.ts';

type Piece = { kind: Block['kind']; props: Record<string, unknown> };

const heading = (text: string, level: 1 | 2 | 3 = 2, align = 'left'): Piece => ({
  kind: 'heading',
  props: { text, level, align, padding: { vertical: 14, horizontal: 32 } },
});
const text = (html: string, align = 'left'): Piece => ({
  kind: 'text',
  props: { html, align, padding: { vertical: 8, horizontal: 32 } },
});
const button = (label: string, align = 'left'): Piece => ({
  kind: 'button',
  props: { label, href: 'https://', align, padding: { vertical: 18, horizontal: 32 } },
});
const divider: Piece = { kind: 'divider', props: { padding: { vertical: 18, horizontal: 32 } } };
const spacer = (height: number): Piece => ({ kind: 'spacer', props: { height } });
const footer: Piece = { kind: 'footer', props: { unsubscribe: 'Unsubscribe', webView: 'Read this in the browser' } };
const greeting = "<p>Hello {{ contact.first_name | default: 'there' }},</p>";

/** A design from pieces; ids count up, so that the same template is the same document each time. */
function design(pieces: readonly Piece[], style: Record<string, string> = {}): Document {
  let count = 0;
  const id = () => `t${++count}`;
  const withIds = (piece: Piece): unknown => {
    const columns = piece.props['columns'] as Piece[][] | undefined;
    return {
      id: id(),
      kind: piece.kind,
      props: columns ? { ...piece.props, columns: columns.map((cell) => cell.map(withIds)) } : piece.props,
    };
  };
  return document.parse({ version: 1, kind: 'blocks', style, blocks: pieces.map(withIds) });
}

const columns = (...cells: Piece[][]): Piece => ({
  kind: 'columns',
  props: { ratio: cells.length === 3 ? '1-1-1' : '1-1', columns: cells },
});
const cell = (title: string, words: string): Piece[] => [
  { kind: 'heading', props: { text: title, level: 3, padding: { vertical: 6, horizontal: 32 } } },
  { kind: 'text', props: { html: `<p>${words}</p>`, size: 15, padding: { vertical: 4, horizontal: 32 } } },
];

const designs: { id: string; name: string; category: string; make: () => Document }[] = [
  {
    id: 'builtin-letter',
    name: 'Plain letter',
    category: 'Letter',
    make: () =>
      design(
        [
          spacer(16),
          text(
            `${greeting}<p>Write as you would to one person you like. No pictures needed.</p><p>With kind regards,<br>{{ brand.name }}</p>`,
          ),
          spacer(16),
          { ...footer, props: { ...footer.props, align: 'left' } },
        ],
        { backgroundColor: '#ffffff', fontFamily: 'serif' },
      ),
  },
  {
    id: 'builtin-newsletter',
    name: 'Newsletter',
    category: 'Newsletter',
    make: () =>
      design(
        [
          spacer(20),
          { kind: 'heading', props: { text: '{{ brand.name }}', level: 3, align: 'center' } },
          divider,
          heading('What is new this month', 1),
          text(`${greeting}<p>Two or three sentences that say why this letter is worth a cup of coffee.</p>`),
          heading('The first story'),
          text('<p>Tell it in a paragraph. Link to where there is more.</p>'),
          button('Read more'),
          divider,
          columns(cell('In short', 'A small piece of news.'), cell('And also', 'Another one beside it.')),
          {
            kind: 'quote',
            props: {
              html: '<p>Something that somebody said about you.</p>',
              author: 'Who said it',
              padding: { vertical: 22, horizontal: 32 },
            },
          },
          footer,
        ],
        { fontFamily: 'serif' },
      ),
  },
  {
    id: 'builtin-announcement',
    name: 'Announcement',
    category: 'News',
    make: () =>
      design([
        {
          kind: 'hero',
          props: {
            title: 'It is here',
            text: 'One sentence about the one thing that this letter is about.',
            label: 'See it',
            href: 'https://',
            align: 'center',
          },
        },
        divider,
        text(`${greeting}<p>Who it is for, what it changes for them, and what to do next.</p>`),
        spacer(12),
        columns(cell('First', 'Why it matters.'), cell('Second', 'How it works.'), cell('Third', 'What it costs.')),
        button('See it', 'center'),
        footer,
      ]),
  },
  {
    id: 'builtin-event',
    name: 'Invitation',
    category: 'Event',
    make: () =>
      design(
        [
          spacer(28),
          heading('You are invited', 1, 'center'),
          text('<p><strong>Saturday, 12 December, from 4 in the afternoon</strong><br>3 Mill Lane</p>', 'center'),
          divider,
          text(`${greeting}<p>What will happen, who will be there, and what to bring.</p>`),
          button('I will come', 'center'),
          text('<p>Cannot make it? Just answer this letter.</p>', 'center'),
          spacer(8),
          footer,
        ],
        { fontFamily: 'serif' },
      ),
  },
  {
    id: 'builtin-offer',
    name: 'Offer',
    category: 'Shop',
    make: () =>
      design([
        { kind: 'image', props: { alt: '', padding: { vertical: 0, horizontal: 0 } } },
        heading('Ten percent, until Sunday', 1, 'center'),
        text(`<p>For you, {{ contact.first_name | default: 'dear guest' }}, because you have been here before.</p>`, 'center'),
        button('To the shop', 'center'),
        spacer(8),
        columns(
          [{ kind: 'image', props: { padding: { vertical: 8, horizontal: 32 } } }, ...cell('One thing', 'Its price.')],
          [{ kind: 'image', props: { padding: { vertical: 8, horizontal: 32 } } }, ...cell('Another', 'Its price.')],
        ),
        divider,
        { kind: 'social', props: { links: [{ name: 'Instagram', href: 'https://instagram.com/' }] } },
        footer,
      ]),
  },
];

/** What one can start from. They cannot be removed; to change one, use it and save the result under a name of its own. */
export const builtInTemplates = (): Template[] =>
  designs.map(({ id, name, category, make }) => ({ id, name, category, document: make(), builtIn: true, createdAt: 0 }));
