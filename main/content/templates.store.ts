import { type Document, document } from '#shared/content/document.ts';
import { newId } from '../base/ids.ts';
import { type ReadDb, sql, type WriteDb } from '../db/db.ts';

export type Template = { id: string; name: string; category: string; document: Document; builtIn: boolean; createdAt: number };

type Row = { public_id: string; name: string; category: string; document: string; created_at: number };

const toTemplate = (row: Row): Template => ({
  id: row.public_id,
  name: row.name,
  category: row.category,
  document: document.parse(JSON.parse(row.document)),
  builtIn: false,
  createdAt: row.created_at,
});

export const templateRows = (db: ReadDb): Template[] =>
  db.all<Row>(sql`/* templates.all */ SELECT * FROM templates ORDER BY id DESC`).map(toTemplate);

export function insertTemplate(
  db: WriteDb,
  template: { name: string; category: string; document: Document; now: number },
): string {
  const publicId = newId(template.now);
  db.run(sql`/* templates.create */
    INSERT INTO templates (public_id, name, category, document, created_at, updated_at)
    VALUES (${publicId}, ${template.name}, ${template.category}, ${JSON.stringify(template.document)}, ${template.now}, ${template.now})`);
  return publicId;
}

export const updateTemplate = (
  db: WriteDb,
  { id, name, category, document: design, now }: { id: string; name: string; category: string; document: Document; now: number },
): void =>
  void db.run(sql`/* templates.change */ UPDATE templates SET name = ${name}, category = ${category},
    document = ${JSON.stringify(design)}, updated_at = ${now} WHERE public_id = ${id}`);

/** Returns whether there was one. */
export const deleteTemplate = (db: WriteDb, publicId: string): boolean =>
  db.run(sql`/* templates.remove */ DELETE FROM templates WHERE public_id = ${publicId}`).changes > 0;
