import type { Frame } from '#shared/content/block.ts';
import { type BlocksDocument, blockDefinitions, type LeafBlock } from '#shared/content/document.ts';
import { withoutTags } from '#shared/content/liquid-tags.ts';
import { leavesIn } from '#shared/content/walk.ts';

const HOLE = '\uf8ff';
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ', middot: '·' };

/** Blocks as Markdown: what Markdown has no word for is written as its plain text. The footer comes by itself. */
export function markdownOf({ blocks }: BlocksDocument, frame: Frame): string {
  const words = leavesIn(blocks).map((block) => leafMarkdown(block, frame).trim());
  return `${words.filter(Boolean).join('\n\n')}\n`;
}

function leafMarkdown(block: LeafBlock, frame: Frame): string {
  const { kind, props } = block;
  switch (kind) {
    case 'heading':
      return `${'#'.repeat(props.level)} ${escaped(props.text)}`;
    case 'text':
      return markdownFromHtml(props.html);
    case 'image':
      if (!props.src) return '';
      return props.href ? `[![${escaped(props.alt)}](${props.src})](${props.href})` : `![${escaped(props.alt)}](${props.src})`;
    case 'button':
      return `**[${escaped(props.label)}](${props.href || '#'})**`;
    case 'divider':
      return '---';
    case 'quote':
      return [markdownFromHtml(props.html), escaped(props.author)]
        .filter(Boolean)
        .join('\n\n')
        .split('\n')
        .map((line) => `> ${line}`.trimEnd())
        .join('\n');
    case 'html':
      return markdownFromHtml(props.html);
    case 'spacer':
    case 'footer':
      return '';
    default: {
      // As in to-text: the schema has checked that the props are of this kind.
      const definition = blockDefinitions[kind] as { text: (props: LeafBlock['props'], frame: Frame) => string };
      return definition.text(props, frame);
    }
  }
}

/** HTML that was cleaned, as Markdown: words, emphasis, links, images, headings, lists; what lays it out is left out. */
export function markdownFromHtml(html: string): string {
  const tags: string[] = [];
  const bare = withoutTags(html.replaceAll(HOLE, ''), (tag) => `${HOLE}${tags.push(tag) - 1}${HOLE}`)
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(style|head|title)\b[\s\S]*?<\/\1>/gi, '');
  const lists: { ordered: boolean; count: number }[] = [];
  let href = '';
  const words = bare.split(/(<[^<>]*>)/).map((piece) => {
    const [, close, name = '', attributes = ''] = /^<(\/?)([a-z][a-z0-9]*)\b([^<>]*)>$/i.exec(piece) ?? [];
    if (!name) return escaped(entities(piece.replace(/\s+/g, ' ')));
    switch (name.toLowerCase()) {
      case 'strong':
      case 'b':
        return '**';
      case 'em':
      case 'i':
        return '*';
      case 's':
        return '~~';
      case 'br':
        return '  \n';
      case 'hr':
        return '\n\n---\n\n';
      case 'code':
        return '`';
      case 'a':
        if (!close) href = entities(attributeValue(attributes, 'href'));
        return close ? (href ? `](${href})` : '') : href ? '[' : '';
      case 'img':
        return `![${escaped(entities(attributeValue(attributes, 'alt')))}](${entities(attributeValue(attributes, 'src'))})`;
      case 'ul':
      case 'ol':
        if (close) lists.pop();
        else lists.push({ ordered: name.toLowerCase() === 'ol', count: 0 });
        return lists.length > (close ? 0 : 1) ? '' : '\n\n';
      case 'li': {
        const list = lists.at(-1);
        if (close || !list) return '';
        list.count += 1;
        return `\n${'   '.repeat(lists.length - 1)}${list.ordered ? `${list.count}.` : '-'} `;
      }
      case 'h1':
      case 'h2':
      case 'h3':
      case 'h4':
        return close ? '\n\n' : `\n\n${'#'.repeat(Number(name[1]))} `;
      case 'p':
        return lists.length > 0 ? '' : '\n\n';
      case 'blockquote':
        return close ? '\n\n' : '\n\n> ';
      case 'div':
      case 'tr':
      case 'td':
      case 'table':
        return '\n\n';
      default:
        return '';
    }
  });
  return words
    .join('')
    .replace(new RegExp(`${HOLE}(\\d+)${HOLE}`, 'g'), (_, at: string) => tags[Number(at)] ?? '')
    .replace(/\[\s*\]\([^()]*\)/g, '')
    .replace(/\n[ \t]+(?=\n)/g, '\n')
    .replace(/(?<=\n) (?=\S)/g, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const attributeValue = (attributes: string, name: string): string =>
  new RegExp(`\\b${name}\\s*=\\s*"([^"]*)"`, 'i').exec(attributes)?.[1] ?? '';

const entities = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39|nbsp|middot);/g, (whole, name: string) => ENTITIES[name] ?? whole);

/** Signs of a text that Markdown would take for its own. Merge tags are left alone. */
const escaped = (text: string): string =>
  withTagsKept(text, (words) => words.replace(/[\\`*_~[\]]|&(?=#?\w+;)/g, (sign) => `\\${sign}`));

function withTagsKept(text: string, change: (words: string) => string): string {
  const tags: string[] = [];
  const bare = withoutTags(text, (tag) => `\ue000${tags.push(tag) - 1}\ue001`);
  return change(bare).replace(/\ue000(\d+)\ue001/g, (_, at: string) => tags[Number(at)] ?? '');
}
