import sanitizeHtml from 'sanitize-html';
import { safeHref } from '#shared/content/escape.ts';
import { invalid } from '../base/errors.ts';
import { setApart } from './set-apart.ts';

const SCHEMES = ['http', 'https', 'mailto', 'tel'];
const hex = /^#[0-9a-f]{3,6}$/i;
const rgb = /^rgb\(\s*\d{1,3}\s*,\s*\d{1,3}\s*,\s*\d{1,3}\s*\)$/;

/** What rich text may hold: words, their emphasis, links and lists. */
const RICH: sanitizeHtml.IOptions = {
  allowedTags: 'p br strong b em i u s a ul ol li span h1 h2 h3 h4 blockquote'.split(' '),
  allowedAttributes: { a: ['href', 'title'], span: ['style'], p: ['style'] },
  allowedSchemes: SCHEMES,
  allowProtocolRelative: false,
  nestingLimit: 60,
  allowedStyles: {
    '*': {
      color: [hex, rgb],
      'font-size': [/^\d{1,2}(\.\d+)?px$/],
      'text-align': [/^(left|center|right)$/],
      'font-weight': [/^(bold|normal|[4-7]00)$/],
      'font-style': [/^(italic|normal)$/],
      'text-decoration': [/^(underline|line-through|none)$/],
    },
  },
};

const MAIL_TAGS = `html head body title meta style div span p br hr a img center font pre code address
  table thead tbody tfoot tr td th caption col colgroup ul ol li dl dt dd blockquote q cite
  h1 h2 h3 h4 h5 h6 strong b em i u s small sub sup abbr figure figcaption
  section article header footer main nav aside picture map area`.split(/\s+/);
const ANYWHERE = `style class id align valign width height bgcolor background border cellpadding cellspacing colspan rowspan
  dir lang role title aria-* scope nowrap color face size`.split(/\s+/);

/** What HTML written by hand may hold: what mail programs show. Nothing that acts, asks or frames. */
const MAIL: sanitizeHtml.IOptions = {
  allowedTags: MAIL_TAGS,
  allowedAttributes: {
    '*': ANYWHERE,
    html: ['xmlns', 'xmlns:v', 'xmlns:o'],
    a: ['href', 'name', 'target', 'rel'],
    area: ['href', 'alt', 'coords', 'shape'],
    img: ['src', 'alt', 'usemap'],
    meta: ['charset', 'name', 'content', 'http-equiv'],
  },
  allowedSchemes: SCHEMES,
  allowedSchemesByTag: {
    img: ['http', 'https', 'cid', 'media', 'data'],
    ...Object.fromEntries(['body', 'table', 'tr', 'td', 'th'].map((tag) => [tag, ['http', 'https', 'cid', 'media']])),
  },
  allowedSchemesAppliedToAttributes: ['href', 'src', 'cite', 'background'],
  allowProtocolRelative: false,
  allowVulnerableTags: true,
  parseStyleAttributes: false,
  // Tables within tables are how mail is laid out, but not hundreds deep.
  nestingLimit: 200,
  exclusiveFilter: ({ tag, text }) => tag === 'style' && isActiveStyle(text),
};

type Attributes = Record<string, string>;
type PutTags = (text: string) => string;

/** Rich text from a paste, an edit or a script, reduced to what rich text may hold. Merge tags survive. */
export function cleanRich(html: string): string {
  requireShallow(html);
  const apart = setApart(html, { comments: false });
  const a = (tagName: string, attribs: Attributes) => ({ tagName, attribs: withSafeHref(attribs, apart.tags) });
  return apart.restore(sanitizeHtml(apart.html, { ...RICH, transformTags: { a } }));
}

/** HTML written by hand: what mail programs show stays as it is, what could act is taken out. Merge tags survive. */
export function cleanMailHtml(html: string): string {
  requireShallow(html);
  const doctype = /^\s*<!doctype[^>]{0,200}>/i.exec(html)?.[0].trim() ?? '';
  const apart = setApart(html, { comments: true });
  const every = (tagName: string, attribs: Attributes) => ({ tagName, attribs: withSafe(tagName, attribs, apart.tags) });
  const cleaned = sanitizeHtml(apart.html, {
    ...MAIL,
    allowedTags: [...MAIL_TAGS, apart.element],
    allowedAttributes: { ...MAIL.allowedAttributes, [apart.element]: ['n'] },
    transformTags: { '*': every },
  });
  return doctype + apart.restore(withPlainStyles(cleaned));
}

/** Style sheets are passed on as they are, so nothing in one may look like the beginning of an element or a comment. */
const withPlainStyles = (html: string): string =>
  html.replace(
    /(<style\b[^<>]*>)([\s\S]*?)(<\/style>)/g,
    (_, start: string, css: string, end: string) =>
      start + css.replace(/<!--|-->/g, '').replace(/<(lp[0-9a-f]{12}) n="\d+"><\/\1>|<(?=[a-z/!?])/gi, '') + end,
  );

const DEEPEST = 5_000;

/** The parser's work grows with the square of the depth. No message is a fraction as deep. */
function requireShallow(html: string): void {
  // Shorter ones cannot be that deep, and they are cleaned with every key press.
  if (html.length < 3 * DEEPEST) return;
  let depth = 0;
  for (const [, close] of html.matchAll(/<(\/?)(?!(?:br|img|hr|p|li|t[drh]|meta|col|area|input|link)\b)[a-z]/gi)) {
    depth += close ? -1 : 1;
    if (depth > DEEPEST) throw invalid('content.too-deep', 'This HTML opens thousands of elements and does not close them.');
  }
}

function withSafe(tagName: string, attributes: Attributes, putTags: PutTags): Attributes {
  const styled = withSafeStyle(attributes);
  if (tagName === 'a' || tagName === 'area') return withSafeHref(styled, putTags);
  if (tagName === 'img') return withSafeSource(styled);
  if (tagName === 'meta') return withSafeMeta(styled);
  return styled;
}

function withSafeHref({ href, ...rest }: Attributes, putTags: PutTags): Attributes {
  if (href === undefined) return rest;
  const link = safeHref(putTags(href));
  // A link that begins with a merge tag stays as it stands, set apart; any other comes back as `safeHref` made it.
  if (link === '') return rest;
  return { ...rest, href: link.startsWith('https://') && !/^\s*https:/i.test(href) ? `https://${href.trim()}` : href.trim() };
}

function withSafeSource({ src, ...rest }: Attributes): Attributes {
  const plain = src?.replace(/[\s\p{Cc}]/gu, '');
  // Data is allowed for pictures alone: an SVG could carry a script.
  const isBad = plain === undefined || (/^data:/i.test(plain) && !/^data:image\/(png|jpe?g|gif|webp);/i.test(plain));
  return isBad ? rest : { ...rest, src: plain };
}

/** What a `meta` may say about the message; it may not send the reader elsewhere. */
function withSafeMeta({ 'http-equiv': says, ...rest }: Attributes): Attributes {
  if (says === undefined) return rest;
  if (/^(content-type|x-ua-compatible)$/i.test(says)) return { ...rest, 'http-equiv': says };
  const { content: _, ...others } = rest;
  return others;
}

function withSafeStyle(attributes: Attributes): Attributes {
  const { style, ...rest } = attributes;
  return style === undefined || isActiveStyle(style) ? rest : attributes;
}

/** Whether a style would run something in the browsers that once did. Escapes and comments hide nothing. */
function isActiveStyle(style: string): boolean {
  const plain = style
    .replace(/\/\*[^*]*(?:\*(?!\/)[^*]*)*(?:\*\/|$)/g, '')
    .replace(/\\([0-9a-f]{1,6})\s?/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16) % 0x10000))
    .replace(/\\/g, '');
  return /expression\s*\(|javascript:|vbscript:|-moz-binding|behaviou?r\s*:/i.test(plain);
}
