import type { CheckFinding, CheckKind } from '#shared/content/checks.ts';
import { withoutTags } from '#shared/content/liquid-tags.ts';
import { unsupportedIn } from './client-support.ts';
import { contrastOf } from './contrast.ts';
import { type Element, walkHtml } from './html-walk.ts';
import { linkFault } from './link-check.ts';

type Link = { element: Element; href: string; words: string };
type Image = { id: string; bytes: number };

const HEAVY = 500 * 1024;
const MOSTLY_IMAGES = 40;
const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1024).toLocaleString('en')} KB`;

/**
 * What a reader of a compiled page would stumble over, wherever its HTML comes from. `every` says that images have to be
 * described even where the HTML says that there is nothing to describe: blocks cannot mean that.
 */
export function checkPage(
  html: string,
  { every, images, isBlock }: { every: boolean; images: readonly Image[]; isBlock: (id: string) => boolean },
): CheckFinding[] {
  const found: CheckFinding[] = [];
  const seen = new Set<string>();
  const add = (what: CheckKind, blockId: string | null, more: Partial<CheckFinding> = {}) => {
    const finding = { what, blockId, detail: '', place: 'block', find: '', clients: [], ...more } satisfies CheckFinding;
    // A block says each thing once, however many words or pictures of it have it.
    const key = `${what} ${blockId} ${blockId === null || what === 'unsupported' ? finding.detail : ''} ${blockId === null ? finding.find : ''}`;
    if (!seen.has(key)) found.push(finding);
    seen.add(key);
  };
  let level = 0;
  let letters = 0;
  let pictures = 0;
  let link: Link | null = null;
  const endLink = () => {
    const fault = link && linkFault(link.href, link.words);
    if (link && fault) add(fault.what, link.element.blockId, { detail: fault.detail, find: link.href });
    link = null;
  };

  walkHtml(
    html,
    {
      element: (element) => {
        const { tag, blockId, attribute } = element;
        if (link && !isInside(element, link.element)) endLink();
        const href = tag === 'a' ? attribute('href') : null;
        if (href !== null) link = { element, href, words: '' };
        if (tag === 'img' && !element.hidden) {
          pictures++;
          checkImage(element, { every, images, add });
          if (link) link.words += attribute('alt') ?? '';
        }
        const heading = /^h([1-6])$/.exec(tag)?.[1];
        if (heading) {
          if (level > 0 && Number(heading) > level + 1)
            add('heading-order', blockId, { detail: `${level} to ${heading}`, find: `<${tag}` });
          level = Number(heading);
        }
        const styles = attribute('style');
        const isPicture = tag === 'img' ? `<img src="${attribute('src') ?? ''}"` : '';
        if (styles || isPicture)
          unsupported(`style="${styles ?? ''}"${isPicture}`, blockId, styles ?? attribute('src') ?? '', add);
      },
      text: (text, element) => {
        if (link && !isInside(element, link.element)) endLink();
        const words = withoutTags(text, (tag) => (tag.startsWith('{%') ? '' : 'xxxx'))
          .replace(/&(nbsp|zwnj|#\w+);/g, ' ')
          .trim();
        if (element.hidden || words === '') return;
        letters += words.length;
        if (link) link.words += words;
        checkContrast(element, text.trim(), add);
      },
    },
    isBlock,
  );
  endLink();
  for (const [, css = ''] of html.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style>/gi))
    unsupported(css.replace(/\/\*[\s\S]*?\*\//g, ''), null, '', add);
  if (pictures > 0 && letters < MOSTLY_IMAGES) add('mostly-images', null, { place: 'page' });
  const all = images.reduce((sum, { bytes }) => sum + bytes, 0);
  if (all > 2 * 1024 * 1024) add('heavy-images', null, { place: 'page', detail: kilobytes(all) });
  return found;
}

type Add = (what: CheckKind, blockId: string | null, more?: Partial<CheckFinding>) => void;

function isInside(element: Element, ancestor: Element): boolean {
  for (let at: Element | null = element; at; at = at.parent) if (at === ancestor) return true;
  return false;
}

function checkImage(element: Element, { every, images, add }: { every: boolean; images: readonly Image[]; add: Add }): void {
  const [alt, source] = [element.attribute('alt'), element.attribute('src') ?? ''];
  if (alt === null || (every && alt.trim() === '')) add('no-alt', element.blockId, { find: source });
  else if (/\.(png|jpe?g|gif|webp)$|^(img|dsc|image)[-_ ]?\d+$/i.test(alt.trim()))
    add('file-alt', element.blockId, { detail: alt.trim().slice(0, 60), find: alt });
  const image = images.find(({ id }) => source.includes(id));
  if (image && image.bytes > HEAVY) add('heavy-image', element.blockId, { detail: kilobytes(image.bytes), find: source });
}

/** Large words are read with less: 24 pixels, or 18.66 where they are bold. */
function checkContrast(element: Element, text: string, add: Add): void {
  const { color, background, fontSize, bold, blockId } = element;
  // Words too small to be read are not meant to be; what stands on a picture cannot be told.
  if (background === null || fontSize < 6) return;
  const ratio = contrastOf(color, background);
  const needed = fontSize >= 24 || (bold && fontSize >= 18.66) ? 3 : 4.5;
  if (ratio < needed - 0.05) add('contrast', blockId, { detail: `${ratio.toFixed(1)} to 1`, find: text.slice(0, 60) });
}

function unsupported(source: string, blockId: string | null, find: string, add: Add): void {
  for (const { label, clients } of unsupportedIn(source))
    add('unsupported', blockId, { detail: `${label} is used.`, clients, find, place: blockId === null ? 'page' : 'block' });
}
