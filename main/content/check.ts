import type { CheckFinding, CheckKind } from '#shared/content/checks.ts';
import type { Block, Document } from '#shared/content/document.ts';
import { safeHref } from '#shared/content/escape.ts';
import { sourceIn } from '#shared/content/source.ts';
import { everyBlock } from '#shared/content/walk.ts';
import type { Compiled } from './compile.ts';
import { forEverybody, underNone } from './conditional-tags.ts';
import { checkEnvelope } from './envelope-check.ts';
import { walkHtml } from './html-walk.ts';
import { checkPage } from './page-check.ts';
import { unreachablePages } from './page-links.ts';

/** Where Gmail cuts a message, in octets of HTML. */
export const GMAIL_LIMIT = 102 * 1024;

export type ContentFinding = CheckFinding;

/**
 * What a reader would stumble over. How grave each is stands with the words, in shared/content/checks.ts. `hasPages` is
 * whether readers can reach the pages that every message has.
 */
export function checkContent(
  document: Document,
  compiled: Compiled,
  { hasPages = true }: { hasPages?: boolean } = {},
): ContentFinding[] {
  const found: ContentFinding[] = [];
  const add = (what: CheckKind, blockId: string | null = null, more: Partial<CheckFinding> = {}) =>
    found.push({ what, blockId, detail: '', place: blockId === null ? 'page' : 'block', find: '', clients: [], ...more });
  const blocks = document.kind === 'blocks' ? everyBlock(document.blocks) : null;
  if (isEmpty(document)) add('empty');
  if (!/unsubscribe_url/.test(forEverybody(compiled.html))) add('no-unsubscribe');
  else if (isUnderCondition(compiled.html)) add('some-unsubscribe', null, { find: unsubscribeTag(document) });
  if (!hasPages) for (const { blockId, ...page } of unreachablePages(compiled.html, blocks)) add('no-page', blockId, page);
  if (lacksAddress(compiled)) add('no-address');
  const bytes = Buffer.byteLength(compiled.html);
  if (bytes > GMAIL_LIMIT) add('too-large', null, { detail: `${Math.ceil(bytes / 1024)} KB` });
  for (const { what, place, detail } of checkEnvelope(compiled)) add(what, null, { place, detail });
  for (const block of blocks ?? []) checkBlock(block, add);
  const told = new Set(found.map(({ what, blockId }) => `${what} ${blockId}`));
  const ids = new Set(blocks?.map(({ id }) => id));
  const page = checkPage(compiled.html, { every: blocks !== null, images: compiled.images, isBlock: (id) => ids.has(id) });
  const isTold = ({ what, blockId }: CheckFinding) =>
    told.has(`${what} ${blockId}`) || (what === 'no-alt' && told.has(`no-image ${blockId}`));
  return [...found, ...page.filter((finding) => finding.blockId === null || !isTold(finding))];
}

/** Whether every link to unsubscribing is within a condition that somebody wrote, and no branch for all the others has one. */
const isUnderCondition = (html: string): boolean =>
  !/unsubscribe_url/.test(underNone(html)) && !/\{%-?\s*else\b[^%]*%\}(?:(?!\{%-?\s*end)[\s\S])*unsubscribe_url/.test(html);

const unsubscribeTag = (document: Document): string =>
  (document.kind === 'blocks' ? null : /\{\{-?\s*unsubscribe_url[^}]*\}\}/.exec(sourceIn(document)))?.[0] ?? '';

function isEmpty(document: Document): boolean {
  switch (document.kind) {
    case 'blocks':
      return document.blocks.length === 0;
    case 'html':
      return document.html.trim() === '';
    case 'mjml':
      return document.mjml.trim() === '';
    case 'markdown':
      return document.markdown.trim() === '';
    case 'plain':
      return document.text.trim() === '';
  }
}

/** Whether there is an address that the message does not say. */
function lacksAddress({ brand, html, text }: Compiled): boolean {
  if (brand.postalAddress === '' || /\{\{-?\s*brand\.postal_address/.test(html)) return false;
  const said: string[] = [];
  walkHtml(html, { text: (words) => said.push(words) });
  const letters = (words: string) => words.replace(/&\w+;|[^\p{L}\p{N}]/gu, '').toLowerCase();
  const address = letters(brand.postalAddress);
  return !letters(said.join(' ')).includes(address) && !letters(text).includes(address);
}

type Add = (what: CheckKind, blockId: string | null, more?: Partial<CheckFinding>) => void;

/** What a block lacks that its HTML does not show any more. */
function checkBlock(block: Block, add: Add): void {
  const leadsNowhere = (href: string) => safeHref(href) === '' || /^https?:\/\/$/.test(href.trim());
  switch (block.kind) {
    case 'image':
      if (!block.props.src) add('no-image', block.id);
      if (block.props.href && leadsNowhere(block.props.href)) add('no-link', block.id, { detail: block.props.href });
      break;
    case 'hero':
      if (block.props.src && !block.props.alt.trim()) add('no-alt', block.id);
      if (block.props.label && leadsNowhere(block.props.href)) add('no-link', block.id, { detail: block.props.label });
      break;
    case 'button':
      if (leadsNowhere(block.props.href)) add('no-link', block.id, { detail: block.props.label });
      break;
    case 'social':
      for (const link of block.props.links) if (leadsNowhere(link.href)) add('no-link', block.id, { detail: link.name });
      break;
    default:
      break;
  }
}
