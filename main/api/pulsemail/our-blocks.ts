import { type LeafBlock, leafBlock, leafDefinitions } from '#shared/content/blocks/leaf-blocks.ts';
import { escapeText } from '#shared/content/escape.ts';
import { frameOf } from '#shared/content/frame.ts';
import { plainOf } from '#shared/content/plain.ts';
import { type PulsemailBlock, pulsemailBlock } from './block-shapes.ts';

/** How HTML comes of what was written in another way; Markdown is not for this layer to know. */
type Writing = { markdown: (source: string) => string };

/** Merge tags are left to be filled; what stands between is changed. */
const betweenTags = (words: string, change: (text: string) => string): string =>
  words
    .split(/(\{\{.*?\}\}|\{%.*?%\})/)
    .map((piece, at) => (at % 2 === 1 ? piece : change(piece)))
    .join('');

/** The paragraphs of a plain text; `inline` makes more of what is in one, escaped already. */
export const paragraphs = (plain: string, inline: (escaped: string) => string = (escaped) => escaped): string =>
  plain
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== '')
    .map((part) => `<p>${inline(betweenTags(part.trim(), escapeText)).replaceAll('\n', '<br>')}</p>`)
    .join('');

/** Our block for one of theirs; what they say in another way than we do is kept beside it. */
export function fromPulsemail(wire: PulsemailBlock, id: string, writing: Writing): LeafBlock {
  return leafBlock.parse({ id, ...kindAndProps(wire, writing) });
}

function kindAndProps({ kind, props }: PulsemailBlock, writing: Writing): { kind: LeafBlock['kind']; props: object } {
  switch (kind) {
    case 'hero':
      return {
        kind,
        props: {
          title: props.headline,
          text: props.subheadline ?? '',
          src: props.image_url ?? '',
          alt: props.image_alt,
          label: props.cta_label ?? '',
          href: props.cta_href ?? '',
          fill: props.background_color,
          color: props.text_color,
          align: props.align,
        },
      };
    case 'text': {
      const { body, format, ...look } = props;
      const html = format === 'html' ? body : format === 'plain' ? paragraphs(body) : writing.markdown(body);
      return { kind, props: { ...look, html, written: format === 'html' ? null : { as: format, source: body } } };
    }
    case 'button':
      return {
        kind,
        props: {
          label: props.label,
          href: props.href,
          look: LOOKS[props.style],
          align: props.align,
          wide: props.full_width,
          background: props.background_color,
          color: props.text_color,
          radius: props.radius,
        },
      };
    case 'image':
      return { kind, props: { ...props, caption: props.caption ?? '', href: props.href ?? '' } };
    case 'spacer':
      return { kind, props };
    case 'quote':
      return {
        kind,
        props: {
          html: paragraphs(props.text),
          author: props.author ?? '',
          role: props.role ?? '',
          portrait: props.avatar_url ?? '',
          accent: props.accent_color,
        },
      };
    case 'divider':
      return { kind, props };
  }
}

const LOOKS = { primary: 'filled', secondary: 'soft', outline: 'outline' } as const;
const STYLES = { brand: undefined, filled: 'primary', soft: 'secondary', outline: 'outline' } as const;

/** Their block for one of ours. What they have no kind for is told as text; what ours leaves to the brand is left out. */
export function toPulsemail(block: LeafBlock, writing: Writing): PulsemailBlock | null {
  const found = pulsemailBlock.safeParse(wireOf(block, writing));
  return found.success ? found.data : null;
}

function wireOf(block: LeafBlock, writing: Writing): { kind: PulsemailBlock['kind']; props: object } {
  const said = <Value>(value: Value) => (value === '' || value === null ? undefined : value);
  switch (block.kind) {
    case 'hero': {
      const { props } = block;
      // A button that leads nowhere yet is none to them.
      const leads = props.label !== '' && props.href !== '';
      return {
        kind: 'hero',
        props: {
          headline: props.title,
          subheadline: said(props.text),
          image_url: said(props.src),
          image_alt: props.alt,
          cta_label: leads ? props.label : null,
          cta_href: leads ? props.href : null,
          background_color: said(props.fill),
          text_color: said(props.color),
          align: props.align,
        },
      };
    }
    case 'text': {
      const { html, written, align, size } = block.props;
      const made = written && (written.as === 'plain' ? paragraphs(written.source) : writing.markdown(written.source));
      const body = written && made === html ? { body: written.source, format: written.as } : { body: html, format: 'html' };
      return { kind: 'text', props: { ...body, align, color: said(block.props.color), size } };
    }
    case 'button': {
      const { props } = block;
      return {
        kind: 'button',
        props: {
          label: props.label,
          href: props.href,
          style: STYLES[props.look],
          align: props.align,
          full_width: props.wide,
          background_color: said(props.background),
          text_color: said(props.color),
          radius: said(props.radius),
        },
      };
    }
    case 'image': {
      const { src, alt, caption, href, width, align } = block.props;
      return { kind: 'image', props: { src, alt, caption: said(caption), href: said(href), width: width || undefined, align } };
    }
    case 'spacer':
      return { kind: 'spacer', props: { height: block.props.height } };
    case 'quote': {
      const { html, author, role, portrait, accent } = block.props;
      const facts = { author: said(author), role: said(role), avatar_url: said(portrait), accent_color: said(accent) };
      return { kind: 'quote', props: { text: plainOf(html), ...facts } };
    }
    case 'divider': {
      const { color, thickness, style, width } = block.props;
      return { kind: 'divider', props: { color: said(color), thickness, style, width } };
    }
    default: {
      // The schema has checked that the props are of this kind; TypeScript cannot follow it through the dictionary.
      const { text } = leafDefinitions[block.kind] as {
        text: (props: LeafBlock['props'], frame: ReturnType<typeof frameOf>) => string;
      };
      return { kind: 'text', props: { body: text(block.props, frameOf(null, null, '')), format: 'plain' } };
    }
  }
}
