/** An element of a compiled message, with what it has from those around it. */
export type Element = {
  tag: string;
  attribute: (name: string) => string | null;
  /** The innermost block that it belongs to. */
  blockId: string | null;
  style: ReadonlyMap<string, string>;
  /** Six-digit colours; `background` is null where a picture is behind it. */
  color: string;
  background: string | null;
  fontSize: number;
  bold: boolean;
  hidden: boolean;
  parent: Element | null;
};

type Visit = { element?: (element: Element) => void; text?: (text: string, element: Element) => unknown };

const VOID = new Set(['area', 'base', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr']);
const TAG = /<(\/?)([a-z][\w:-]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>/gi;
const ROOT: Element = {
  tag: '',
  attribute: () => null,
  blockId: null,
  style: new Map(),
  color: '#000000',
  background: '#ffffff',
  fontSize: 16,
  bold: false,
  hidden: false,
  parent: null,
};

/**
 * Goes through the elements and words of a message that was compiled or cleaned, so that its HTML is in order. What only
 * one mail program reads stands in comments and is passed over.
 */
export function walkHtml(html: string, visit: Visit, isBlock: (id: string) => boolean = () => true): void {
  const plain = html.replace(/<!--[\s\S]*?-->/g, '').replace(/<(style|title|script)\b[\s\S]*?<\/\1>/gi, '');
  let current = ROOT;
  let from = 0;
  const say = (end: number) => {
    const text = plain.slice(from, end);
    if (visit.text && /\S/.test(text)) visit.text(text, current);
  };
  for (const match of plain.matchAll(TAG)) {
    const [whole, closing, name = '', attributes = ''] = match;
    say(match.index);
    from = match.index + whole.length;
    const tag = name.toLowerCase();
    if (closing) {
      current = closed(current, tag);
      continue;
    }
    const element = within(current, tag, attributes, isBlock);
    visit.element?.(element);
    if (!VOID.has(tag) && !attributes.trimEnd().endsWith('/')) current = element;
  }
  say(plain.length);
}

/** The parent of the innermost open element of that name; without one nothing is closed. */
function closed(current: Element, tag: string): Element {
  for (let at: Element | null = current; at?.parent; at = at.parent) if (at.tag === tag) return at.parent;
  return current;
}

const HEADING_SIZES: Record<string, number> = { h1: 32, h2: 24, h3: 18.7, h4: 16, h5: 13.3, h6: 10.7 };

function within(parent: Element, tag: string, source: string, isBlock: (id: string) => boolean): Element {
  const attribute = (name: string): string | null => {
    const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(source);
    return found ? decoded(found[1] ?? found[2] ?? found[3] ?? '') : null;
  };
  const style = stylesOf(attribute('style') ?? '');
  const heading = HEADING_SIZES[tag];
  const size = /^([\d.]+)(px|pt)?$/.exec(style.get('font-size') ?? '');
  const weight = style.get('font-weight');
  return {
    tag,
    attribute,
    blockId: blockOf(attribute('class') ?? '', isBlock) ?? parent.blockId,
    style,
    color: hexOf(style.get('color') ?? attribute('color') ?? '') ?? parent.color,
    background: backgroundOf(style, attribute) ?? (hasPicture(style, attribute) ? null : parent.background),
    fontSize: size ? Number(size[1]) * (size[2] === 'pt' ? 1.333 : 1) : (heading ?? parent.fontSize),
    bold: weight
      ? weight === 'bold' || Number(weight) >= 600
      : heading !== undefined || /^(b|strong|th)$/.test(tag) || parent.bold,
    hidden: parent.hidden || style.get('display') === 'none' || style.get('visibility') === 'hidden',
    parent,
  };
}

const decoded = (text: string): string =>
  text
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');

function stylesOf(text: string): Map<string, string> {
  const styles = new Map<string, string>();
  for (const part of text.split(';')) {
    const colon = part.indexOf(':');
    if (colon > 0)
      styles.set(
        part.slice(0, colon).trim().toLowerCase(),
        part
          .slice(colon + 1)
          .trim()
          .toLowerCase(),
      );
  }
  return styles;
}

function blockOf(classes: string, isBlock: (id: string) => boolean): string | null {
  for (const [, id = ''] of classes.matchAll(/(?:^|\s)b-([\w-]+)/g)) {
    if (isBlock(id)) return id;
    // A cell of columns is named by their id and its number.
    const row = id.replace(/-\d+$/, '');
    if (isBlock(row)) return row;
  }
  return null;
}

type Attribute = Element['attribute'];
type Styles = Element['style'];

const hasPicture = (style: Styles, attribute: Attribute): boolean =>
  /url\(/.test(`${style.get('background') ?? ''}${style.get('background-image') ?? ''}`) || attribute('background') !== null;

function backgroundOf(style: Styles, attribute: Attribute): string | null {
  if (hasPicture(style, attribute)) return null;
  const said = [style.get('background-color'), style.get('background')?.split(/\s+/)[0], attribute('bgcolor')];
  for (const one of said) {
    const color = hexOf(one ?? '');
    if (color) return color;
  }
  return null;
}

const NAMED: Record<string, string> = { white: '#ffffff', black: '#000000', gray: '#808080', grey: '#808080', red: '#ff0000' };

function hexOf(value: string): string | null {
  const text = value.trim().toLowerCase();
  if (/^#[0-9a-f]{6}$/.test(text)) return text;
  if (/^#[0-9a-f]{3}$/.test(text)) return `#${[...text.slice(1)].map((digit) => digit + digit).join('')}`;
  const parts = /^rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)$/.exec(text)?.slice(1);
  if (parts) return `#${parts.map((part) => Math.min(255, Number(part)).toString(16).padStart(2, '0')).join('')}`;
  return NAMED[text] ?? null;
}
