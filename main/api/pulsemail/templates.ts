import { z } from 'zod';
import type { Document } from '#shared/content/document.ts';
import { cleanDocument, listSavedBlocks, listTemplates } from '../../content/content.ts';
import type { ReadDb, WriteDb } from '../../db/db.ts';
import { checkBlock, documentOf, fromBlocks, mapTexts } from './blocks.ts';
import { createSpelling, namesIn } from './handlebars.ts';
import { fromId, toId, unknown } from './ids.ts';
import { iso } from './iso.ts';
import { asWritten, keepAsWritten } from './sources.ts';
import { type BlockInput, type WireBlock, wireBlock } from './wire.ts';

/** Blocks as a request brings them, saved ones looked up and all of them checked. */
export const takeBlocks = (db: ReadDb, given: readonly BlockInput[]): WireBlock[] =>
  given.map((one, at) => {
    if (!('block_id' in one)) return checkBlock(one, `blocks[${at}]`);
    return savedWire(db, fromId('blk', one.block_id));
  });

/** A saved block as it was written, or as near as its design comes to it; and the design with what was written in it. */
export function savedBlockOf(db: ReadDb, id: string) {
  const saved = listSavedBlocks(db).find((one) => one.id === id);
  if (!saved) throw unknown('blk');
  const written = asWritten(db, { name: `block/${id}`, made: saved.blocks, shape: wireBlock });
  const document = written ? cleanDocument(documentOf([written])) : { ...documentOf([]), blocks: saved.blocks };
  const wire: WireBlock = written ?? fromBlocks(db, saved.blocks)[0] ?? { kind: 'text', props: { body: '', format: 'html' } };
  return { saved, wire, document };
}

export const savedWire = (db: ReadDb, id: string): WireBlock => savedBlockOf(db, id).wire;

export const textsOf = (blocks: readonly WireBlock[]): string[] =>
  blocks.flatMap(({ props }) => Object.values(props).filter((value): value is string => typeof value === 'string'));

type Spelling = { defaults: Readonly<Record<string, string | number | boolean>>; listName: string };

/** The design that blocks make, and the names in them that nobody knows a value of. */
export function designOf(
  db: ReadDb,
  blocks: readonly WireBlock[],
  spelling: Spelling,
): { document: Document; missing: string[] } {
  const { spell, missing } = createSpelling(db, spelling);
  const document = cleanDocument(documentOf(blocks.map((one) => mapTexts(one, spell))));
  return { document, missing: [...missing] };
}

const written = z.object({ blocks: z.array(wireBlock), variables: z.array(z.string()) });
type Written = z.output<typeof written>;

export const keepTemplate = (db: WriteDb, { id, source }: { id: string; source: Written }): void =>
  keepAsWritten(db, { name: `template/${id}`, made: storedTemplate(db, id).document, source });

/** Those that come with the app included. */
export function storedTemplate(db: ReadDb, id: string) {
  const found = listTemplates(db).find((one) => one.id === id);
  if (!found) throw unknown('tpl');
  return found;
}

export function templateSource(db: ReadDb, { id, document }: { id: string; document: Document }): Written {
  const known = asWritten(db, { name: `template/${id}`, made: document, shape: written });
  if (known) return known;
  const blocks = document.kind === 'blocks' ? fromBlocks(db, document.blocks) : [];
  return { blocks, variables: namesIn(textsOf(blocks)) };
}

type Template = ReturnType<typeof storedTemplate>;

/** The design of a template to be looked at: with the names that a campaign will give values to. */
export function shownDesign(db: ReadDb, { id, document }: Pick<Template, 'id' | 'document'>): Document {
  const known = asWritten(db, { name: `template/${id}`, made: document, shape: written });
  return known ? cleanDocument(documentOf(known.blocks)) : document;
}

export const showTemplate = (db: ReadDb, template: Template, baseUrl: string) => ({
  id: toId('tpl', template.id),
  name: template.name,
  category: template.category,
  ...templateSource(db, template),
  preview_url: `${baseUrl}/previews/${toId('tpl', template.id)}.html`,
  created_at: iso(template.createdAt),
});
