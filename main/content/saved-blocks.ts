import { type Block, emptyDocument } from '#shared/content/document.ts';
import { notFound } from '../base/errors.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import { cleanDocument } from './clean-document.ts';
import {
  deleteSavedBlock,
  insertSavedBlock,
  type SavedBlock,
  savedBlockRows,
  updateSavedBlock,
  updateSavedBlocks,
} from './saved-blocks.store.ts';

/** By name. */
export const listSavedBlocks = (db: ReadDb): SavedBlock[] => savedBlockRows(db);

export const createSavedBlock = (db: WriteDb, saved: { name: string; blocks: Block[]; now: number }): string =>
  insertSavedBlock(db, { ...saved, blocks: cleanDocument({ ...emptyDocument(), blocks: saved.blocks }).blocks });

export function changeSavedBlock(db: WriteDb, { id, name }: { id: string; name: string }): void {
  if (!updateSavedBlock(db, id, name)) throw unknownSaved();
}

/** Designs that hold a copy of it keep what they have. */
export function rebuildSavedBlock(db: WriteDb, { id, blocks }: { id: string; blocks: Block[] }): void {
  const cleaned = cleanDocument({ ...emptyDocument(), blocks }).blocks;
  if (!updateSavedBlocks(db, { publicId: id, blocks: cleaned })) throw unknownSaved();
}

export function removeSavedBlock(db: WriteDb, id: string): void {
  if (!deleteSavedBlock(db, id)) throw unknownSaved();
}

const unknownSaved = () => notFound('saved-blocks.unknown', 'There is no such saved block.');
