import type { Block, Document } from '#shared/content/document.ts';
import { safeHref } from '#shared/content/escape.ts';
import type { Compiled } from './compile.ts';

/** Where Gmail cuts a message, in octets of HTML. */
const GMAIL_LIMIT = 102 * 1024;

export type ContentFinding = {
  what: 'empty' | 'no-unsubscribe' | 'no-alt' | 'no-link' | 'no-image' | 'too-large';
  blockId: string | null;
  detail: string;
};

/** What a reader would stumble over. How grave each is, is for the review to say. */
export function checkContent(document: Document, compiled: Compiled): ContentFinding[] {
  const found: ContentFinding[] = [];
  const add = (what: ContentFinding['what'], blockId: string | null = null, detail = '') => found.push({ what, blockId, detail });
  if (document.kind === 'html' ? document.html.trim() === '' : document.blocks.length === 0) add('empty');
  if (!/unsubscribe_url/.test(compiled.html)) add('no-unsubscribe');
  const bytes = Buffer.byteLength(compiled.html);
  if (bytes > GMAIL_LIMIT) add('too-large', null, `${Math.ceil(bytes / 1024)} KB`);
  if (document.kind === 'html') {
    const images = [...compiled.html.matchAll(/<img\b[^>]*>/gi)].filter(([tag]) => !/\balt\s*=/i.test(tag));
    if (images.length > 0) add('no-alt', null, `${images.length}`);
    return found;
  }
  for (const block of document.blocks.flatMap(withInner)) checkBlock(block, add);
  return found;
}

const withInner = (block: Block): Block[] => (block.kind === 'columns' ? [block, ...block.props.columns.flat()] : [block]);

function checkBlock(block: Block, add: (what: ContentFinding['what'], blockId?: string | null, detail?: string) => void): void {
  const leadsNowhere = (href: string) => safeHref(href) === '' || /^https?:\/\/$/.test(href.trim());
  switch (block.kind) {
    case 'image':
      if (!block.props.src) add('no-image', block.id);
      else if (!block.props.alt.trim()) add('no-alt', block.id);
      if (block.props.href && leadsNowhere(block.props.href)) add('no-link', block.id, block.props.href);
      break;
    case 'hero':
      if (block.props.src && !block.props.alt.trim()) add('no-alt', block.id);
      if (block.props.label && leadsNowhere(block.props.href)) add('no-link', block.id, block.props.label);
      break;
    case 'button':
      if (leadsNowhere(block.props.href)) add('no-link', block.id, block.props.label);
      break;
    case 'social':
      for (const link of block.props.links) if (leadsNowhere(link.href)) add('no-link', block.id, link.name);
      break;
    default:
      break;
  }
}
