import type { Document } from '#shared/content/document.ts';
import { conflict, notFound } from '../base/errors.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import { builtInTemplates } from './built-in-templates.ts';
import { cleanDocument } from './clean-document.ts';
import { deleteTemplate, insertTemplate, type Template, templateRows, updateTemplate } from './templates.store.ts';

/** Own ones first, newest on top, then those that come with the app. */
export const listTemplates = (db: ReadDb): Template[] => [...templateRows(db), ...builtInTemplates()];

export function requireTemplate(db: ReadDb, id: string): Template {
  const template = listTemplates(db).find((entry) => entry.id === id);
  if (!template) throw notFound('templates.unknown', 'There is no such template.');
  return template;
}

export const createTemplate = (
  db: WriteDb,
  template: { name: string; category: string; document: Document; now: number },
): string => insertTemplate(db, { ...template, document: cleanDocument(template.document) });

/** Changes what is given; campaigns that were made from it keep what they have. */
export function changeTemplate(
  db: WriteDb,
  change: { id: string; name?: string | undefined; category?: string | undefined; document?: Document | undefined; now: number },
): void {
  const template = requireTemplate(db, change.id);
  if (template.builtIn) throw conflict('templates.built-in', 'This template comes with Letterpress and stays.');
  const document = change.document ? cleanDocument(change.document) : template.document;
  const { id, name = template.name, category = template.category, now } = change;
  updateTemplate(db, { id, name, category, document, now });
}

export function removeTemplate(db: WriteDb, id: string): void {
  if (builtInTemplates().some((template) => template.id === id))
    throw conflict('templates.built-in', 'This template comes with Letterpress and stays.');
  if (!deleteTemplate(db, id)) throw notFound('templates.unknown', 'There is no such template.');
}
