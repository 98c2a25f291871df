import type { Document } from '#shared/content/document.ts';
import { conflict, notFound } from '../base/errors.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import { builtInTemplates } from './built-in-templates.ts';
import { cleanDocument } from './clean-document.ts';
import { deleteTemplate, insertTemplate, type Template, templateRows } from './templates.store.ts';

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

export function removeTemplate(db: WriteDb, id: string): void {
  if (builtInTemplates().some((template) => template.id === id))
    throw conflict('templates.built-in', 'This template comes with Letterpress and stays.');
  if (!deleteTemplate(db, id)) throw notFound('templates.unknown', 'There is no such template.');
}
