import { z } from 'zod';
import { type Block, block } from '#shared/content/document.ts';
import { newId } from '../base/ids.ts';
import { type ReadDb, sql, type WriteDb } from '../db/db.ts';

const row = z.object({
  id: z.string(),
  name: z.string(),
  blocks: z.string().transform((text) => z.array(block).parse(JSON.parse(text))),
  createdAt: z.number(),
});
export type SavedBlock = z.output<typeof row>;

export const savedBlockRows = (db: ReadDb): SavedBlock[] =>
  z.array(row).parse(
    db.all(sql`/* saved-blocks.all */
      SELECT public_id AS id, name, blocks, created_at AS createdAt FROM saved_blocks ORDER BY name COLLATE NOCASE, id`),
  );

export function insertSavedBlock(db: WriteDb, saved: { name: string; blocks: readonly Block[]; now: number }): string {
  const publicId = newId(saved.now);
  db.run(sql`/* saved-blocks.create */
    INSERT INTO saved_blocks (public_id, name, blocks, created_at)
    VALUES (${publicId}, ${saved.name}, ${JSON.stringify(saved.blocks)}, ${saved.now})`);
  return publicId;
}

/** Returns whether there was one. */
export const updateSavedBlock = (db: WriteDb, publicId: string, name: string): boolean =>
  db.run(sql`/* saved-blocks.change */ UPDATE saved_blocks SET name = ${name} WHERE public_id = ${publicId}`).changes > 0;

/** Returns whether there was one. */
export const updateSavedBlocks = (db: WriteDb, { publicId, blocks }: { publicId: string; blocks: readonly Block[] }): boolean =>
  db.run(sql`/* saved-blocks.rebuild */ UPDATE saved_blocks SET blocks = ${JSON.stringify(blocks)} WHERE public_id = ${publicId}`)
    .changes > 0;

/** Returns whether there was one. */
export const deleteSavedBlock = (db: WriteDb, publicId: string): boolean =>
  db.run(sql`/* saved-blocks.remove */ DELETE FROM saved_blocks WHERE public_id = ${publicId}`).changes > 0;
