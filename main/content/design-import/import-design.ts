import { posix } from 'node:path';
import { type Document, document } from '#shared/content/document.ts';
import { written } from '#shared/content/source.ts';
import { invalid } from '../../base/errors.ts';
import type { WriteDb } from '../../db/db.ts';
import { findDesign } from './find-design.ts';
import { inlineStyles } from './inline-styles.ts';
import { takeImages } from './take-images.ts';

const LIMIT_BYTES = 20 * 1024 * 1024;

/** Takes in a design from elsewhere, with its pictures. Nothing is made of it yet: that is for who asked. */
export async function importDesign(
  db: WriteDb,
  { fileName, data, now }: { fileName: string; data: Buffer; now: number },
): Promise<{ name: string; document: Document; images: number; notes: string[] }> {
  if (data.length > LIMIT_BYTES) throw invalid('design-import.too-large', 'A design may have up to 20 MB with its pictures.');
  const design = await findDesign(fileName, data);
  const found = design.kind === 'html' ? { ...design, source: inlineStyles(design) } : design;
  const { source, images, notes } = takeImages(db, found, now);
  const made = document.safeParse(written(found.kind, source));
  if (!made.success) throw invalid('design-import.too-long', 'This design is too long: a message has some thousand words.');
  return { name: nameOf(found.kind === 'html' ? titleOf(source) : '', fileName), document: made.data, images, notes };
}

const titleOf = (html: string): string => /<title[^>]*>([^<]{1,120})<\/title>/i.exec(html)?.[1]?.trim() ?? '';

const nameOf = (title: string, fileName: string): string =>
  (title || posix.basename(fileName).replace(/\.[a-z0-9]+$/i, '') || 'Design').slice(0, 200);
