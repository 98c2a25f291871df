import MarkdownIt, { type Token } from 'markdown-it';
import { escapeText, safeHref, safeSource } from '#shared/content/escape.ts';
import { harmlessTag, withoutTags } from '#shared/content/liquid-tags.ts';

/** Signs that stand for nothing, so that no text holds them: around the number of a merge tag that was set aside. */
const HOLE = /\ue000(\d+)\ue001/g;

/** A piece of Markdown: its tokens, and its merge tags, which are no Markdown and wait outside. */
export type Parsed = { tokens: Token[]; tags: readonly string[] };
/** What rendering carries along. */
type Env = { tags: readonly string[]; links: boolean[] };

// HTML is text, since nobody who writes Markdown means to write it; lines that are set in are not code, since letters
// begin so. Which addresses are followed is for safeHref to say, so all are read here.
const parser = new MarkdownIt({ html: false, linkify: true }).disable('code');
parser.validateLink = () => true;
parser.normalizeLink = (link) => link;
parser.normalizeLinkText = (link) => link;
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });

export const parseMarkdown = (source: string): Parsed => {
  const { bare, tags } = setAside(source);
  return { tokens: parser.parse(bare, {}), tags };
};

/** Tokens as HTML, with nothing between the elements. */
export const htmlOf = (tokens: Token[], tags: readonly string[]): string =>
  restored(parser.renderer.render(tokens, parser.options, { tags, links: [] } satisfies Env), tags.map(harmlessTag));

/** The inside of a paragraph as HTML: emphasis, code, links, images, line breaks. Merge tags stay as they are. */
export function inlineHtml(source: string): string {
  const { bare, tags } = setAside(source);
  return htmlOf(parser.parseInline(bare, {}), tags);
}

/** The words of a line without its marks, merge tags among them. */
export const textOf = (tokens: readonly Token[], tags: readonly string[]): string => restored(tokens.map(wordsOf).join(''), tags);

const wordsOf = ({ type, content, children }: Token): string => {
  if (type === 'image') return (children ?? []).map(wordsOf).join('');
  return /break$/.test(type) ? ' ' : content;
};

/** An attribute with its merge tags back in it. */
export const attributeOf = (token: Token, name: string, tags: readonly string[]): string =>
  restored(String(token.attrGet(name) ?? ''), tags);

function setAside(source: string): { bare: string; tags: string[] } {
  const tags: string[] = [];
  const bare = withoutTags(source.replace(/[\ue000\ue001]/g, ''), (tag) => `\ue000${tags.push(tag) - 1}\ue001`);
  return { bare, tags };
}

const restored = (text: string, tags: readonly string[]): string => text.replace(HOLE, (_, at: string) => tags[Number(at)] ?? '');

const { renderer } = parser;
const at = (tokens: Token[], index: number): Token => tokens[index] as Token;
const level = (tag: string): string => (/^h[56]$/.test(tag) ? 'h4' : tag);
renderer.renderToken = (tokens, index) => {
  const token = at(tokens, index);
  if (token.hidden) return '';
  return token.nesting === -1 ? `</${level(token.tag)}>` : `<${level(token.tag)}${renderer.renderAttrs(token)}>`;
};

const cell: typeof renderer.renderToken = (tokens, index) => {
  const { tag, attrs } = at(tokens, index);
  const align = /text-align:(\w+)/.exec(String(attrs?.[0]?.[1] ?? ''))?.[1] ?? 'left';
  return `<${tag} align="${align}" style="padding:6px 12px 6px 0;border-bottom:1px solid #d3c9b8">`;
};

Object.assign(renderer.rules, {
  softbreak: () => ' ',
  hardbreak: () => '<br>',
  hr: () => '<p>* * *</p>',
  fence: (tokens, index) =>
    `<pre style="margin:0;padding:12px 14px;background:#f3eee4;color:#2a241d;font:14px/1.5 Menlo,Consolas,monospace;white-space:pre-wrap">${escapeText(at(tokens, index).content.replace(/\n$/, ''))}</pre>`,
  table_open: () => '<table width="100%" cellspacing="0" cellpadding="0" style="font-size:15px;border-collapse:collapse">',
  thead_open: () => '',
  thead_close: () => '',
  tbody_open: () => '',
  tbody_close: () => '',
  th_open: cell,
  td_open: cell,
  link_open: (tokens, index, _options, env) => {
    const { tags, links } = env as Env;
    const href = String(at(tokens, index).attrGet('href') ?? '').trim();
    const link = restored(href, tags);
    const safe = safeHref(link);
    links.push(safe !== '');
    // What safeHref sets before a bare name belongs before the holes, too.
    return safe && `<a href="${escapeText(safe.slice(0, safe.length - link.length) + href)}">`;
  },
  link_close: (_tokens, _index, _options, env) => ((env as Env).links.pop() ? '</a>' : ''),
  image: (tokens, index, _options, env) => {
    const token = at(tokens, index);
    const source = safeSource(attributeOf(token, 'src', (env as Env).tags));
    const alt = escapeText(wordsOf(token));
    return source ? `<img src="${escapeText(source)}" alt="${alt}" style="max-width:100%">` : alt;
  },
} satisfies typeof renderer.rules);
