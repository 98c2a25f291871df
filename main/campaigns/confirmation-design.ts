import { usualConfirmation } from '#shared/content/confirmation.ts';
import { type Document, document } from '#shared/content/document.ts';
import { escapeText } from '#shared/content/escape.ts';

/** Stands for the link in the design; what is sent has each person's own in its place. */
export const CONFIRM_LINK = 'https://confirm.letterpress.invalid/';

type Words = { subject: string; text: string; listName: string };

/** The mail that asks somebody to confirm: the brand's logo, a few words, one button, and the address in small print. */
export function confirmationDesign({ subject, text, listName }: Words): { document: Document; subject: string } {
  const named = (words: string) => words.replace(/\{\{-?\s*list\.name\s*-?\}\}/g, withoutTags(listName));
  const paragraphs = named(text || usualConfirmation.text)
    .split(/\n\s*\n/)
    .map((paragraph) => `<p>${escapeText(paragraph.trim()).replaceAll('\n', '<br>')}</p>`);
  const side = (top: number, bottom: number) => ({ padding: { horizontal: 40, vertical: 0, top, bottom } });
  const blocks = [
    { kind: 'logo', props: { align: 'left', ...side(32, 16) } },
    { kind: 'text', props: { html: paragraphs.join(''), ...side(8, 8) } },
    { kind: 'button', props: { label: usualConfirmation.button, href: CONFIRM_LINK, align: 'left', ...side(16, 16) } },
    {
      kind: 'text',
      props: { html: `<p>${usualConfirmation.small}</p>`, size: 13, color: '#71685b', ...side(8, 8) },
    },
    { kind: 'footer', props: { unsubscribe: '', align: 'left', ...side(16, 32) } },
  ];
  return {
    document: document.parse({
      version: 1,
      kind: 'blocks',
      style: { language: 'en' },
      blocks: blocks.map((block, index) => ({ id: `c${index + 1}`, ...block })),
    }),
    subject: named(subject || usualConfirmation.subject),
  };
}

/** The name of a list is said as it is: nothing in it is a merge tag. */
const withoutTags = (name: string) => name.replace(/[{}]/g, '').replace(/\s+/g, ' ');
