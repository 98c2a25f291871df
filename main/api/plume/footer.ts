import { block } from '#shared/content/blocks/blocks.ts';
import type { Document } from '#shared/content/document.ts';
import { escapeHtml } from '#shared/content/escape.ts';
import { leavesIn } from '#shared/content/walk.ts';

/**
 * Scripts of this dialect leave the unsubscribe link to the server, while here it is part of the design. So a design
 * without one is given a footer when it is sent, and the footer is left out again of what is answered.
 */
const HTML =
  '\n<p style="margin:24px 0 0;font-size:12px;text-align:center">{% if brand.postal_address != blank %}{{ brand.postal_address }}<br>{% endif %}<a href="{{ unsubscribe_url }}">Unsubscribe</a></p>';
const TEXT = '\n\n-- \nUnsubscribe: {{ unsubscribe_url }}';
const BLOCK_ID = 'unsubscribe-footer';

export function withFooter(document: Document): Document {
  if (JSON.stringify(document).includes('unsubscribe_url')) return document;
  if (document.kind === 'blocks') {
    if (leavesIn(document.blocks).some((leaf) => leaf.kind === 'footer' && leaf.props.unsubscribe !== '')) return document;
    const footer = block.parse({ id: BLOCK_ID, kind: 'footer', props: { unsubscribe: 'Unsubscribe' } });
    return { ...document, blocks: [...document.blocks, footer] };
  }
  // What is written as Markdown or plain text is given its footer when it is made.
  if (document.kind !== 'html') return document;
  const html = document.html.trim() === '' ? `<p>${escapeHtml(document.text).replaceAll('\n', '<br>')}</p>` : document.html;
  return { ...document, html: beforeEnd(html, HTML), text: document.text === '' ? '' : document.text + TEXT };
}

export function withoutFooter(document: Document): Document {
  if (document.kind === 'blocks') return { ...document, blocks: document.blocks.filter((block) => block.id !== BLOCK_ID) };
  if (document.kind !== 'html') return document;
  return { ...document, html: document.html.replace(HTML, ''), text: document.text.replace(TEXT, '') };
}

function beforeEnd(html: string, footer: string): string {
  const end = html.toLowerCase().lastIndexOf('</body>');
  return end < 0 ? html + footer : html.slice(0, end) + footer + html.slice(end);
}
