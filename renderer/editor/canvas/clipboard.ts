import { z } from 'zod';
import { type Block, block, idsIn } from '#shared/content/document.ts';
import { escapeText } from '#shared/content/escape.ts';

/** Blocks ride in an attribute of the HTML on the clipboard, which every system and browser hands on. */
const ATTRIBUTE = 'data-letterpress-blocks';
const carried = z.object({ version: z.literal(1), blocks: z.array(block).min(1).max(500) });

/** How blocks lie on the clipboard; other programs take the words. */
export function htmlOf(blocks: readonly Block[], words: string): string {
  const paragraphs = words
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escapeText(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('');
  return `<div ${ATTRIBUTE}="${escapeText(JSON.stringify({ version: 1, blocks }))}">${paragraphs}</div>`;
}

/** The blocks that lie on the clipboard; null where there are none, or none that can be read. */
export function blocksOf(html: string): readonly Block[] | null {
  const text = new DOMParser().parseFromString(html, 'text/html').querySelector(`[${ATTRIBUTE}]`)?.getAttribute(ATTRIBUTE);
  return text ? readBlocks(text) : null;
}

/** What the attribute holds, once it turns out to be blocks as they may stand on a page. */
export function readBlocks(text: string): readonly Block[] | null {
  const found = carried.safeParse(readJson(text));
  if (!found.success) return null;
  const ids = idsIn(found.data.blocks);
  return new Set(ids).size === ids.length ? found.data.blocks : null;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Somebody else's attribute of the same name.
    return null;
  }
}
