import { z } from 'zod';
import { escapeText } from '#shared/content/escape.ts';
import { conflict } from '../base/errors.ts';
import { sha256 } from '../base/ids.ts';
import { type Brand, compileContent, compiled, createRenderer } from '../content/content.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import type { WriteLetter } from '../delivery/delivery.ts';
import { fillLinks, imageLinks, prepareLinks, publicAddress, writeToken } from '../tracking/tracking.ts';
import { CONFIRM_LINK, confirmationDesign } from './confirmation-design.ts';
import { confirmationLetter, keepConfirmationLetter } from './confirmation-letters.store.ts';

const frozenConfirmation = z.object({
  from: z.object({ name: z.string(), email: z.string() }),
  replyTo: z.string(),
  compiled,
  mark: z.string(),
  urls: z.array(z.string()),
});

/** How the ledger names the content of a confirmation mail: many mails say the same. */
const content = z.object({ confirmation: z.number() });
export type ConfirmationContent = z.infer<typeof content>;
export const isConfirmation = (given: unknown): given is ConfirmationContent => content.safeParse(given).success;

type Words = { subject: string; text: string; listName: string };

/** What a confirmation mail is made of, compiled once for all whom a list asks. Faults in its words are thrown. */
export async function makeConfirmationLetter(
  db: WriteDb,
  { brand, ...words }: Words & { brand: Brand },
): Promise<ConfirmationContent> {
  const { document, subject } = confirmationDesign(words);
  const made = await compileContent(db, { document, subject, preheader: '', brand }, { imageLink: imageLinks(db) });
  const [problem] = made.problems;
  if (problem) throw conflict('lists.confirmation-words', problem.message);
  const { html, text, mark, urls } = prepareLinks(made.html, made.text);
  const frozen: z.infer<typeof frozenConfirmation> = {
    from: { name: brand.fromName, email: brand.fromEmail },
    replyTo: brand.replyTo,
    compiled: { ...made, html, text },
    mark,
    urls,
  };
  // The mark is another one each time and says nothing.
  const hash = sha256(JSON.stringify({ ...frozen, compiled: made, mark: '' }));
  return { confirmation: keepConfirmationLetter(db, { hash, content: JSON.stringify(frozen) }) };
}

/** Fills a confirmation mail for its person: its link is nobody else's. */
export function writeConfirmation(db: ReadDb, { key, content }: { key: string; content: ConfirmationContent }): WriteLetter {
  const frozen = frozenConfirmation.parse(confirmationLetter(db, content.confirmation));
  const render = createRenderer(frozen.compiled);
  const base = publicAddress(db);
  return ({ messageId, contact }) => {
    const link = `${base}/confirm/${writeToken(key, 'confirm', messageId)}`;
    const address = (number: number) => (frozen.urls[number] === CONFIRM_LINK ? link : (frozen.urls[number] ?? ''));
    const { subject, html, text } = render(contact, { unsubscribeUrl: '', preferencesUrl: '', viewUrl: '' });
    return {
      from: frozen.from,
      replyTo: frozen.replyTo,
      subject,
      html: fillLinks(html, { mark: frozen.mark, address: (number) => escapeText(address(number)) }),
      text: fillLinks(text, { mark: frozen.mark, address }),
      // Nobody wants to be told that somebody is on holiday.
      headers: [['Auto-Submitted', 'auto-generated']],
      inline: frozen.compiled.inline,
    };
  };
}
