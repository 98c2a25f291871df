import { z } from 'zod';
import { type Block, block, emptyDocument } from '#shared/content/document.ts';
import { escapeText } from '#shared/content/escape.ts';
import { invalid } from '../../base/errors.ts';
import type { WireBlock } from './wire.ts';

/** The seven kinds of the document, each with props of its own and no others. */
const hex = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'is a colour such as #0f172a');
const align = z.enum(['left', 'center', 'right']);
const text = (longest: number) => z.string().max(longest);
const said = (longest: number) => z.string().min(1).max(longest);
const web = z
  .string()
  .max(2000)
  .regex(/^(https?:\/\/|\{\{)/i, 'is a web address');
const link = z
  .string()
  .max(2000)
  .regex(/^(https?:\/\/|mailto:|\{\{)/i, 'is a web address, mailto: or a handlebar');

const shapes = {
  hero: z.strictObject({
    headline: said(200),
    subheadline: text(400).nullable().default(null),
    image_url: web.nullable().default(null),
    image_alt: text(300).default(''),
    cta_label: text(80).nullable().default(null),
    cta_href: link.nullable().default(null),
    background_color: hex.default('#0f172a'),
    text_color: hex.default('#ffffff'),
    align: align.default('center'),
  }),
  text: z.strictObject({
    body: said(20_000),
    format: z.enum(['plain', 'markdown', 'html']).default('markdown'),
    align: align.default('left'),
    color: hex.default('#111827'),
    size: z.number().int().min(10).max(32).default(16),
  }),
  button: z.strictObject({
    label: said(80),
    href: link,
    style: z.enum(['primary', 'secondary', 'outline']).default('primary'),
    align: align.default('center'),
    full_width: z.boolean().default(false),
    background_color: hex.default('#2563eb'),
    text_color: hex.default('#ffffff'),
    radius: z.number().int().min(0).max(40).default(6),
  }),
  image: z.strictObject({
    src: web,
    alt: text(300).default(''),
    caption: text(300).nullable().default(null),
    href: link.nullable().default(null),
    width: z.number().int().min(16).max(1200).default(600),
    align: align.default('center'),
  }),
  spacer: z.strictObject({ height: z.number().int().min(1).max(200).default(24) }),
  quote: z.strictObject({
    text: said(2000),
    author: text(120).nullable().default(null),
    role: text(120).nullable().default(null),
    avatar_url: web.nullable().default(null),
    accent_color: hex.default('#2563eb'),
  }),
  divider: z.strictObject({
    color: hex.default('#e5e7eb'),
    thickness: z.number().int().min(1).max(10).default(1),
    style: z.enum(['solid', 'dashed', 'dotted']).default('solid'),
    width: z.number().int().min(10).max(100).default(100),
  }),
} as const;
type Kind = keyof typeof shapes;
type Props<Name extends Kind> = z.output<(typeof shapes)[Name]>;

const isKind = (kind: string): kind is Kind => Object.hasOwn(shapes, kind);

/** The props of a block, whole, or what is wrong with them and where: `blocks[1].props.href`. */
export function checkBlock({ kind, props }: WireBlock, place = ''): WireBlock {
  const at = place === '' ? '' : `${place}.`;
  if (!isKind(kind)) throw wrong(`${at}kind`, `is one of ${Object.keys(shapes).join(', ')}`);
  const parsed = shapes[kind].safeParse(props);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const inner = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path.join('.');
    throw wrong(
      `${at}props${inner ? `.${inner}` : ''}`,
      issue?.code === 'unrecognized_keys' ? 'is not known' : (issue?.message ?? ''),
    );
  }
  return { kind, props: parsed.data };
}

const wrong = (field: string, issue: string) => invalid('http.invalid', issue, { [field]: issue });

/** Changes each text of the props; what holds handlebars is spelled anew that way. */
export const mapTexts = ({ kind, props }: WireBlock, change: (text: string) => string): WireBlock => ({
  kind,
  props: Object.fromEntries(
    Object.entries(props).map(([name, value]) => [name, typeof value === 'string' ? change(value) : value]),
  ),
});

/** Our blocks for those on the wire, which were checked. An image with a caption becomes two. */
export const toBlocks = (wire: readonly WireBlock[]): Block[] =>
  wire.flatMap(toOurs).map((made, at) => block.parse({ id: `b${at + 1}`, ...made }));

type Made = { kind: Block['kind']; props: object };

function toOurs({ kind, props }: WireBlock): Made[] {
  // They were checked when they came, and what became of their texts since are texts.
  const of = <Name extends Kind>(_kind: Name) => props as Props<Name>;
  switch (kind) {
    case 'hero': {
      const { headline, subheadline, image_url, image_alt, cta_label, cta_href, align: side } = of('hero');
      const facts = { src: image_url ?? '', alt: image_alt, title: headline, text: subheadline ?? '', align: side };
      return [{ kind, props: { ...facts, label: cta_label ?? '', href: cta_href ?? '' } }];
    }
    case 'text': {
      const { body, format, align: side, color, size } = of('text');
      return [{ kind, props: { html: htmlOf(body, format), align: side, color, size } }];
    }
    case 'button': {
      const { label, href, style, align: side, full_width, background_color, text_color, radius } = of('button');
      const [background, color] = style === 'outline' ? ['#ffffff', background_color] : [background_color, text_color];
      return [{ kind, props: { label, href, align: side, wide: full_width, background, color, radius } }];
    }
    case 'image': {
      const { src, alt, caption, href, width, align: side } = of('image');
      const image = { kind, props: { src, alt, href: href ?? '', width: width >= 600 ? 0 : width, align: side } } as const;
      if (!caption) return [image];
      return [image, { kind: 'text', props: { html: `<p>${escapeText(caption)}</p>`, align: 'center', size: 13 } }];
    }
    case 'spacer':
      return [{ kind, props: { height: Math.max(4, of('spacer').height) } }];
    case 'quote': {
      const { text: words, author, role } = of('quote');
      return [{ kind, props: { html: paragraphs(words), author: [author, role].filter(Boolean).join(', ') } }];
    }
    case 'divider':
      return [{ kind, props: { color: of('divider').color, thickness: of('divider').thickness } }];
    default:
      throw new Error(`a block of the kind ${kind} was never checked`);
  }
}

/** Blocks that were made in the app, as far as this dialect has words for them; what it has none for is left out. */
export function fromBlocks(blocks: readonly Block[]): WireBlock[] {
  return blocks.flatMap((from): WireBlock[] => {
    switch (from.kind) {
      case 'section':
        return fromBlocks(from.props.blocks);
      case 'columns':
        return fromBlocks(from.props.columns.flat());
      case 'heading':
        return from.props.text
          ? [{ kind: 'text', props: { body: `<p><strong>${escapeText(from.props.text)}</strong></p>`, format: 'html' } }]
          : [];
      case 'text':
      case 'html':
        return [{ kind: 'text', props: { body: from.props.html, format: 'html' } }];
      case 'image':
        return [{ kind: 'image', props: { src: from.props.src, alt: from.props.alt } }];
      case 'button':
        return [{ kind: 'button', props: { label: from.props.label, href: from.props.href } }];
      case 'hero':
        return [{ kind: 'hero', props: { headline: from.props.title, subheadline: from.props.text || null } }];
      case 'quote':
        return [
          { kind: 'quote', props: { text: from.props.html.replace(/<[^>]+>/g, ' ').trim(), author: from.props.author || null } },
        ];
      case 'divider':
        return [{ kind: 'divider', props: { thickness: Math.min(10, from.props.thickness) } }];
      case 'spacer':
        return [{ kind: 'spacer', props: { height: from.props.height } }];
      default:
        return [];
    }
  });
}

export const documentOf = (wire: readonly WireBlock[]) => ({ ...emptyDocument(), blocks: toBlocks(wire) });

const paragraphs = (plain: string, inline: (escaped: string) => string = (escaped) => escaped): string =>
  plain
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== '')
    .map((part) => `<p>${inline(withTags(part.trim(), escapeText)).replaceAll('\n', '<br>')}</p>`)
    .join('');

/** Merge tags are left to be filled; what stands between is changed. */
const withTags = (words: string, change: (text: string) => string): string =>
  words
    .split(/(\{\{.*?\}\}|\{%.*?%\})/)
    .map((piece, at) => (at % 2 === 1 ? piece : change(piece)))
    .join('');

/** The little of Markdown that a paragraph has: bold, emphasis, links. What is not it stays as it is. */
const emphasised = (escaped: string): string =>
  escaped
    .replace(/\[([^\]\n]+)\]\(((?:https?:\/\/|mailto:)[^\s)]+)\)/g, '<a href="$2">$1</a>')
    .replace(/\*\*([^*\n]+)\*\*/g, '<strong>$1</strong>')
    .replace(/(^|[^*\w])\*([^*\n]+)\*/g, '$1<em>$2</em>');

function htmlOf(body: string, format: 'plain' | 'markdown' | 'html'): string {
  if (format === 'html') return body;
  return paragraphs(body, format === 'markdown' ? emphasised : undefined);
}
