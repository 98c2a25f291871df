import { escapeText, safeHref, safeSource } from '#shared/content/escape.ts';
import { harmlessTag, withoutTags } from '#shared/content/liquid-tags.ts';

/** Signs that stand for nothing, so that no text holds them: around the number of a merge tag that was set aside. */
const OPEN = '\ue000';
const CLOSE = '\ue001';
const PUNCTUATION = /[!-/:-@[-`{-~]/;
const DEEPEST = 12;

type Mark = { sign: string; tag: string };
const marks: readonly Mark[] = [
  { sign: '**', tag: 'strong' },
  { sign: '__', tag: 'strong' },
  { sign: '~~', tag: 's' },
  { sign: '*', tag: 'em' },
  { sign: '_', tag: 'em' },
];

/**
 * The inside of a paragraph as HTML: emphasis, code, links, images, line breaks. HTML in it is text, since nobody who
 * writes Markdown means to; merge tags stay as they are, also as the address of a link.
 */
export function inlineHtml(source: string): string {
  const tags: string[] = [];
  const plain = source.replace(/[\ue000\ue001]/g, '');
  const bare = withoutTags(plain, (tag) => `${OPEN}${tags.push(harmlessTag(tag)) - 1}${CLOSE}`);
  const restore = (text: string) => text.replace(/\ue000(\d+)\ue001/g, (_, at: string) => tags[Number(at)] ?? '');
  return restore(spans(bare, restore, 0));
}

/** The words of a line without its marks. */
export const inlineText = (source: string): string =>
  inlineHtml(source)
    .replace(/<br>/g, ' ')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name] ?? '');

function spans(text: string, restore: (text: string) => string, depth: number): string {
  let html = '';
  let words = '';
  /** Marks that are closed nowhere further on: looked for once, or a text of stars alone would take forever. */
  const open = new Set<string>();
  const flush = () => {
    html += withLinks(words, restore);
    words = '';
  };
  let at = 0;
  while (at < text.length) {
    const sign = text[at] ?? '';
    if (sign === '\\' && text[at + 1] === '\n') {
      flush();
      html += '<br>';
      at += 2;
    } else if (sign === '\\' && PUNCTUATION.test(text[at + 1] ?? '')) {
      flush();
      html += escapeText(text[at + 1] ?? '');
      at += 2;
    } else if (sign === '\n') {
      const breaks = / {2,}$/.test(words);
      words = words.trimEnd();
      flush();
      html += breaks ? '<br>' : ' ';
      at += 1;
    } else {
      const found = depth < DEEPEST ? spanAt(text, at, open) : null;
      if (!found) {
        words += sign;
        at += 1;
        continue;
      }
      flush();
      html += written(found, restore, depth);
      at = found.end;
    }
  }
  flush();
  return html;
}

type Span =
  | { is: 'mark'; tag: string; inner: string; end: number }
  | { is: 'code'; inner: string; end: number }
  | { is: 'link' | 'image'; inner: string; href: string; end: number };

function written(span: Span, restore: (text: string) => string, depth: number): string {
  if (span.is === 'mark') return `<${span.tag}>${spans(span.inner, restore, depth + 1)}</${span.tag}>`;
  if (span.is === 'code') return `<code>${escapeText(span.inner)}</code>`;
  if (span.is === 'image') {
    const source = safeSource(restore(span.href));
    const alt = escapeText(span.inner);
    return source ? `<img src="${escapeText(source)}" alt="${alt}" style="max-width:100%">` : alt;
  }
  const inner = spans(span.inner, restore, depth + 1);
  const href = safeHref(restore(span.href));
  return href ? `<a href="${attributeOf(href)}">${inner}</a>` : inner;
}

/** A link that is a merge tag stays one; any other is text in an attribute. */
const attributeOf = (href: string): string =>
  withoutTags(href) === href ? escapeText(href) : href.replace(/["<>]/g, (sign) => escapeText(sign));

function spanAt(text: string, at: number, open: Set<string>): Span | null {
  const sign = text[at];
  if (sign === '`') return codeAt(text, at, open);
  if (sign === '[') return linkAt(text, at, 'link');
  if (sign === '!' && text[at + 1] === '[') return linkAt(text, at + 1, 'image');
  if (sign === '<') {
    const [whole, href] = /^<((?:https?:\/\/|mailto:)[^\s<>]{1,2000})>/i.exec(text.slice(at, at + 2010)) ?? [];
    return whole && href ? { is: 'link', inner: href.replace(/^mailto:/i, ''), href, end: at + whole.length } : null;
  }
  return markAt(text, at, open);
}

function markAt(text: string, at: number, open: Set<string>): Span | null {
  const mark = marks.find(({ sign }) => text.startsWith(sign, at));
  if (!mark || open.has(mark.sign)) return null;
  const { sign, tag } = mark;
  const before = text[at - 1] ?? ' ';
  const after = text[at + sign.length] ?? ' ';
  if (/\s/.test(after) || (sign[0] === '_' && /[\p{L}\p{N}]/u.test(before))) return null;
  const end = closing(text, at + sign.length, sign);
  if (end === -1) {
    open.add(sign);
    return null;
  }
  return { is: 'mark', tag, inner: text.slice(at + sign.length, end), end: end + sign.length };
}

function closing(text: string, from: number, sign: string): number {
  const [one = ''] = sign;
  for (let at = text.indexOf(sign, from + 1); at !== -1; at = text.indexOf(sign, at + 1)) {
    const run = runOf(text, at, one);
    // A single mark is not closed by a double one, which belongs to what is strong inside of it.
    if (sign.length === 1 && run === 2) {
      at += 1;
      continue;
    }
    const end = at + Math.max(0, run - sign.length);
    const isWord = one === '_' && /[\p{L}\p{N}]/u.test(text[end + sign.length] ?? ' ');
    if (!/\s/.test(text[at - 1] ?? ' ') && text[at - 1] !== '\\' && !isWord) return end;
    at = end;
  }
  return -1;
}

function runOf(text: string, at: number, sign: string): number {
  let end = at;
  while (text[end] === sign) end += 1;
  return end - at;
}

function codeAt(text: string, at: number, open: Set<string>): Span | null {
  const fence = '`'.repeat(runOf(text, at, '`'));
  if (open.has(fence)) return null;
  const end = text.indexOf(fence, at + fence.length);
  if (end === -1) {
    open.add(fence);
    return null;
  }
  return {
    is: 'code',
    inner: text
      .slice(at + fence.length, end)
      .replace(/\n/g, ' ')
      .trim(),
    end: end + fence.length,
  };
}

const LONGEST_LINK = 4000;

function linkAt(text: string, at: number, is: 'link' | 'image'): Span | null {
  let depth = 0;
  for (let end = at; end < Math.min(text.length, at + LONGEST_LINK); end += 1) {
    if (text[end] === '\\') end += 1;
    else if (text[end] === '[') depth += 1;
    else if (text[end] === ']') depth -= 1;
    if (depth > 0) continue;
    const target = /^\(\s*<?((?:[^\s()<>]|\([^\s()]*\))*)>?(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/.exec(
      text.slice(end + 1, end + LONGEST_LINK),
    );
    if (!target) return null;
    return { is, inner: text.slice(at + 1, end), href: target[1] ?? '', end: end + 1 + target[0].length };
  }
  return null;
}

/** Words with the addresses in them as links. */
function withLinks(words: string, restore: (text: string) => string): string {
  return words
    .split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)])/i)
    .map((piece, index) => (index % 2 ? `<a href="${attributeOf(restore(piece))}">${escapeText(piece)}</a>` : escapeText(piece)))
    .join('');
}
