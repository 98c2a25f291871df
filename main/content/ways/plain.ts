import type { Frame } from '#shared/content/block.ts';
import { blockDefinitions } from '#shared/content/document.ts';
import { plainBlocks } from './markdown.ts';

/**
 * A message of words alone. Its HTML is the least that mail programs need to show the same words, with links to press;
 * no frame, no colours, so that it looks like a letter from a person.
 */
export function compilePlain(text: string, frame: Frame): { html: string; text: string; problems: [] } {
  if (text.trim() === '') return { html: '', text: '', problems: [] };
  const body = text.replace(/\r\n?/g, '\n').trim();
  const hasFooter = /unsubscribe_url/.test(text);
  const { footer } = blockDefinitions;
  const end = footer.text(footer.props.parse(footer.initial()), frame);
  const whole = hasFooter ? body : `${body}\n\n-- \n${end}`;
  const htmlOf = (source: string) =>
    plainBlocks(source)
      .blocks.flatMap((block) => (block.kind === 'text' ? [block.props.html] : []))
      .join('');
  const small = hasFooter
    ? ''
    : `<div style="margin-top:24px;font-size:13px;color:#6b6357">${htmlOf(end).replaceAll(
        /Unsubscribe: \{\{ unsubscribe_url \}\}/g,
        '<a href="{{ unsubscribe_url }}" style="color:#6b6357">Unsubscribe</a>',
      )}</div>`;
  const linked = htmlOf(body).replaceAll(
    /\{\{\s*(unsubscribe_url|preferences_url|web_view_url)\s*\}\}/g,
    (tag) => `<a href="${tag}">${tag}</a>`,
  );
  return {
    html: `<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"></head><body style="margin:0;padding:20px;font:16px/1.55 ${frame.fontFamily.replaceAll('"', "'")}"><div style="max-width:600px">${linked}${small}</div></body></html>`,
    text: whole,
    problems: [],
  };
}
