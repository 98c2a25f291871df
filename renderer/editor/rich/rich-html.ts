import { CHIP } from './chips.ts';

const ELEMENT = 1;
const TEXT = 3;

/** Tags that rich text may hold, by what browsers and other programs call them. */
const SAME: Record<string, string> = {
  P: 'p',
  DIV: 'p',
  STRONG: 'strong',
  B: 'strong',
  EM: 'em',
  I: 'em',
  U: 'u',
  S: 's',
  STRIKE: 's',
  UL: 'ul',
  OL: 'ol',
  LI: 'li',
  H1: 'h1',
  H2: 'h2',
  H3: 'h3',
  H4: 'h4',
  BLOCKQUOTE: 'blockquote',
  SPAN: 'span',
  A: 'a',
  BR: 'br',
};
const BLOCKS = new Set(['p', 'ul', 'ol', 'li', 'h1', 'h2', 'h3', 'h4', 'blockquote']);
const STYLED = new Set(['p', 'span']);

const escapeText = (text: string) => text.replace(/[&<>]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'));

const keptStyle = (style: string) =>
  style
    .split(';')
    .map((declaration) => declaration.trim())
    .filter((declaration) => /^(color|font-size|font-weight|font-style|text-decoration|text-align)\s*:/i.test(declaration))
    .join('; ');

/**
 * What stands in an edited element, as the short HTML that is kept: no classes or wrappers of the mail or the browser.
 * It is for neatness; what makes it safe is the same reduction in the main process.
 */
export function richHtmlOf(root: Node): string {
  const html = [...root.childNodes].map((node) => serialise(node)).join('');
  return html.replace(/^(<p><\/p>|<p><br><\/p>)+$/, '').trim();
}

function serialise(node: Node): string {
  if (node.nodeType === TEXT) return escapeText((node.nodeValue ?? '').replace(/[\t\n\r ]+/g, ' '));
  if (node.nodeType !== ELEMENT) return '';
  const element = node as Element;
  const tag = element.getAttribute(CHIP);
  if (tag !== null) return tag;
  const name = SAME[element.tagName];
  const inside = [...element.childNodes].map(serialise).join('');
  if (!name) return inside;
  if (name === 'br') return '<br>';
  if (name === 'a') {
    const link = element.getAttribute('href') ?? '';
    return link ? `<a href="${escapeText(link).replaceAll('"', '&quot;')}">${inside}</a>` : inside;
  }
  // A paragraph around a paragraph or a list is a wrapper of the editor, not of the writer.
  if (name === 'p' && [...element.children].some((child) => BLOCKS.has(SAME[child.tagName] ?? ''))) return inside;
  if (!inside && !BLOCKS.has(name)) return '';
  const style = STYLED.has(name) ? keptStyle(element.getAttribute('style') ?? '') : '';
  if (name === 'span' && !style) return inside;
  const opening = style ? `<${name} style="${escapeText(style).replaceAll('"', '&quot;')}">` : `<${name}>`;
  return `${opening}${BLOCKS.has(name) ? inside.trim() : inside}</${name}>`;
}
