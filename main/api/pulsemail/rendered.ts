import type { Document } from '#shared/content/document.ts';
import { compileContent, unfilled, withImagesAt } from '../../content/content.ts';
import type { ReadDb } from '../../db/db.ts';
import { createReading } from './handlebars.ts';

/** The HTML of a design with its handlebars as they are. It stands alone: images of the library are in it. */
export async function renderedHtml(db: ReadDb, document: Document): Promise<string> {
  const draft = { document, subject: '', preheader: '', brand: null };
  const compiled = await compileContent(db, draft, { holes: true });
  const images = new Map(compiled.inline.map(({ cid, type, base64 }) => [cid, `data:${type};base64,${base64}`]));
  const html = withImagesAt(unfilled(compiled).html, (id) => images.get(`${id}@letterpress`) ?? '');
  return createReading(db)(html);
}
