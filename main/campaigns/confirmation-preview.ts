import { type Brand, compileContent, forPreview, tryRender } from '../content/content.ts';
import type { ReadDb } from '../db/db.ts';
import { confirmationDesign } from './confirmation-design.ts';

/** Somebody who signs up. */
const EXAMPLE = { email: 'anna@example.com', firstName: 'Anna', lastName: '', fields: {} };
const NO_PAGES = { unsubscribeUrl: '', preferencesUrl: '', viewUrl: '' };

/** A confirmation mail as its reader sees it, and what is wrong with its words; its button leads nowhere. */
export async function previewConfirmation(
  db: ReadDb,
  { brand, ...words }: { subject: string; text: string; listName: string; brand: Brand | null },
): Promise<{ subject: string; html: string; text: string; problem: string | null }> {
  const { document, subject } = confirmationDesign(words);
  const compiled = await compileContent(db, { document, subject, preheader: '', brand }, { preview: true, holes: false });
  const { filled, problem } = tryRender(compiled, { person: EXAMPLE, addresses: NO_PAGES, when: [] });
  return {
    subject: filled.subject,
    html: forPreview(filled.html),
    text: filled.text,
    problem: compiled.problems[0]?.message ?? problem,
  };
}
