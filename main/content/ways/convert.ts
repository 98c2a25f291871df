import { withoutMarks } from '#shared/content/countdown-mark.ts';
import { type Document, type DocumentKind, document as documentShape, emptyDocument } from '#shared/content/document.ts';
import { written } from '#shared/content/source.ts';
import { toMjml } from '#shared/content/to-mjml.ts';
import { changeGuise, flatten } from '#shared/content/tree.ts';
import type { Brand } from '../brands.store.ts';
import { cleanDocument } from '../clean-document.ts';
import { frameOf, makeMessage } from '../compile.ts';
import { markdownBlocks, plainBlocks } from './markdown.ts';
import { bodyOf } from './mjml.ts';
import { tidyMarkup } from './tidy-markup.ts';
import { markdownFromHtml, markdownOf } from './to-markdown.ts';

/**
 * The same message written in another way, as near as that way can come. What it cannot say is simpler there: whoever
 * switches keeps what was, and this is only what they begin with.
 */
export async function convertDocument(document: Document, to: DocumentKind, brand: Brand | null): Promise<Document> {
  if (document.kind === to) return document;
  return converted(forEverybody(document), to, brand);
}

/** Conditions belong to blocks: written in another way the message is for everybody, or nobody would see these parts. */
function forEverybody(document: Document): Document {
  if (document.kind !== 'blocks') return document;
  return flatten(document).reduce(
    (made, { block }) => (block.when ? changeGuise(made, block.id, { when: null }) : made),
    document,
  );
}

async function converted(document: Document, to: DocumentKind, brand: Brand | null): Promise<Document> {
  // A countdown is a block: written in another way it says what it says today.
  const message = async () => {
    const { html, text } = await makeMessage(cleanDocument(document), { subject: '', preheader: '', brand });
    return { html: withoutMarks(html), text: withoutMarks(text) };
  };
  switch (to) {
    case 'blocks':
      return blocksOf(document, message);
    case 'html':
      return written('html', tidyMarkup((await message()).html));
    case 'plain':
      return written('plain', (await message()).text);
    case 'markdown':
      if (document.kind === 'plain') return written('markdown', document.text);
      if (document.kind === 'blocks')
        return written('markdown', withoutMarks(markdownOf(cleanDocument(document), frameOf(document, brand))));
      return written('markdown', markdownFromHtml(bodyOf((await message()).html)));
    case 'mjml': {
      const blocks = cleanDocument(await blocksOf(document, message));
      if (blocks.kind !== 'blocks') return document;
      const frame = frameOf(blocks, brand);
      const options = { frame, language: blocks.style.language || 'en', subject: '', preheader: '' };
      return written('mjml', tidyMarkup(withoutMarks(toMjml(blocks, options))));
    }
  }
}

async function blocksOf(document: Document, message: () => Promise<{ html: string }>): Promise<Document> {
  if (document.kind === 'blocks') return document;
  if (document.kind === 'markdown') return markdownBlocks(document.markdown);
  if (document.kind === 'plain') return plainBlocks(document.text);
  const html = bodyOf((await message()).html)
    .replace(/<!doctype[^>]*>|<\/?(html|body|meta)\b[^>]*>/gi, '')
    .trim();
  const blocks = html ? [{ id: 'own', kind: 'html', props: { html, padding: { vertical: 0, horizontal: 0 } } }] : [];
  return documentShape.parse({ ...emptyDocument(), blocks });
}
