import sanitizeHtml from 'sanitize-html';
import { safeHref } from '#shared/content/escape.ts';

const SCHEMES = ['http', 'https', 'mailto', 'tel'];

/** What rich text may hold: words, their emphasis, links and lists. */
const RICH: sanitizeHtml.IOptions = {
  allowedTags: [
    'p',
    'br',
    'strong',
    'b',
    'em',
    'i',
    'u',
    's',
    'a',
    'ul',
    'ol',
    'li',
    'span',
    'h1',
    'h2',
    'h3',
    'h4',
    'blockquote',
  ],
  allowedAttributes: { a: ['href', 'title'], span: ['style'], p: ['style'] },
  allowedSchemes: SCHEMES,
  allowProtocolRelative: false,
  allowedStyles: {
    '*': {
      color: [/^#[0-9a-f]{3,6}$/i, /^rgb\(\s*\d{1,3}\s*,\s*\d{1,3}\s*,\s*\d{1,3}\s*\)$/],
      'font-size': [/^\d{1,2}(\.\d+)?px$/],
      'text-align': [/^(left|center|right)$/],
      'font-weight': [/^(bold|normal|[4-7]00)$/],
      'font-style': [/^(italic|normal)$/],
      'text-decoration': [/^(underline|line-through|none)$/],
    },
  },
  transformTags: { a: (tagName, attributes) => ({ tagName, attribs: withSafeHref(attributes) }) },
};

/** What HTML written by hand may hold: what mail programs show. Nothing that acts, asks or frames. */
const MAIL: sanitizeHtml.IOptions = {
  allowedTags: [
    ...[
      'html',
      'head',
      'body',
      'title',
      'meta',
      'style',
      'div',
      'span',
      'p',
      'br',
      'hr',
      'a',
      'img',
      'center',
      'font',
      'pre',
      'code',
      'address',
    ],
    ...[
      'table',
      'thead',
      'tbody',
      'tfoot',
      'tr',
      'td',
      'th',
      'caption',
      'col',
      'colgroup',
      'ul',
      'ol',
      'li',
      'dl',
      'dt',
      'dd',
      'blockquote',
      'q',
      'cite',
    ],
    ...[
      'h1',
      'h2',
      'h3',
      'h4',
      'h5',
      'h6',
      'strong',
      'b',
      'em',
      'i',
      'u',
      's',
      'small',
      'sub',
      'sup',
      'abbr',
      'figure',
      'figcaption',
    ],
    ...['section', 'article', 'header', 'footer', 'main', 'nav', 'aside', 'picture', 'map', 'area'],
  ],
  allowedAttributes: {
    '*': [
      'style',
      'class',
      'id',
      'align',
      'valign',
      'width',
      'height',
      'bgcolor',
      'background',
      'border',
      'cellpadding',
      'cellspacing',
      'colspan',
      'rowspan',
      'dir',
      'lang',
      'role',
      'title',
      'aria-*',
      'scope',
      'nowrap',
      'color',
      'face',
      'size',
    ],
    a: ['href', 'name', 'target', 'rel'],
    area: ['href', 'alt', 'coords', 'shape'],
    img: ['src', 'alt', 'usemap'],
    meta: ['charset', 'name', 'content'],
  },
  allowedSchemes: SCHEMES,
  allowedSchemesByTag: { img: ['http', 'https', 'cid', 'media', 'data'] },
  allowProtocolRelative: false,
  allowVulnerableTags: true,
  parseStyleAttributes: false,
  transformTags: {
    '*': (tagName, attributes) => ({ tagName, attribs: withSafeStyle(attributes) }),
    a: (tagName, attributes) => ({ tagName, attribs: withSafeHref(withSafeStyle(attributes)) }),
    img: (tagName, attributes) => ({ tagName, attribs: withSafeSource(withSafeStyle(attributes)) }),
  },
};

/** Rich text from a paste, an edit or a script, reduced to what rich text may hold. Merge tags survive. */
export const cleanRich = (html: string): string => withTagsApart(html, (apart) => sanitizeHtml(apart, RICH));

/** HTML written by hand: what mail programs show stays as it is, what could act is taken out. Merge tags survive. */
export function cleanMailHtml(html: string): string {
  const doctype = /^\s*<!doctype[^>]*>/i.exec(html)?.[0].trim() ?? '';
  return doctype + withTagsApart(html, (apart) => withPlainStyles(sanitizeHtml(apart, MAIL)));
}

/** Style sheets are passed on as they are, so nothing in one may look like the beginning of an element. */
const withPlainStyles = (html: string): string =>
  html.replace(
    /(<style\b[^>]*>)([\s\S]*?)(<\/style>)/gi,
    (_, start: string, css: string, end: string) => start + css.replace(/</g, '') + end,
  );

// Liquid's tags, and the comments by which Outlook is told apart as long as they hold nothing for anybody else.
const APART =
  /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|<!--\[if [^\]]{1,40}\]>(?:(?!-->)[\s\S])*?<!\[endif\]-->|<!--\[if !mso\]><!-->|<!--<!\[endif\]-->/g;

/** Puts tags that are not HTML aside while HTML is cleaned: inside them `<` is a comparison and quotes are Liquid's. */
function withTagsApart(html: string, clean: (html: string) => string): string {
  // A word that does not occur in the text stands for each tag.
  let word = 'lptag';
  while (html.includes(word)) word += 'x';
  const tags: string[] = [];
  const apart = html.replace(APART, (tag) => {
    tags.push(tag.startsWith('<!--') ? tag : tidyTag(tag));
    return `${word}${tags.length - 1}q`;
  });
  return clean(apart).replace(new RegExp(`${word}(\\d+)q`, 'g'), (_, index: string) => tags[Number(index)] ?? '');
}

/** A tag as Liquid reads it, without what an editor made of its signs, and without signs that would end an attribute. */
function tidyTag(tag: string): string {
  const plain = tag
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;|&#34;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/<[^>]*>/g, '');
  // A comparison stands between spaces; any other angle bracket could open an element.
  return plain.replace(/"/g, "'").replace(/(?<!\s)[<>]|[<>](?!=?\s)/g, '');
}

type Attributes = Record<string, string>;

function withSafeHref({ href, ...rest }: Attributes): Attributes {
  const isTag = href !== undefined && /^lptagx*\d+q/.test(href);
  const link = href === undefined ? '' : isTag ? href : safeHref(href);
  return link ? { ...rest, href: link } : rest;
}

function withSafeSource({ src, ...rest }: Attributes): Attributes {
  // Data is allowed for pictures alone: an SVG could carry a script.
  const bad = src === undefined || (/^data:/i.test(src) && !/^data:image\/(png|jpe?g|gif|webp);/i.test(src));
  return bad ? rest : { ...rest, src };
}

function withSafeStyle(attributes: Attributes): Attributes {
  const style = attributes['style'];
  if (style === undefined || !/expression\s*\(|javascript:|-moz-binding|behavior\s*:|vbscript:/i.test(style)) return attributes;
  const { style: _, ...rest } = attributes;
  return rest;
}
