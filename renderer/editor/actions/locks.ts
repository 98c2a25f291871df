import type { BlocksDocument } from '#shared/content/document.ts';
import { isLocked, type Place } from '#shared/content/tree.ts';

export const LOCKED = 'It is locked. Unlock it first.';

export const anyLocked = (document: BlocksDocument, ids: readonly string[]): boolean => ids.some((id) => isLocked(document, id));

/** Nothing is put into what is locked. */
export const isOpen = (document: BlocksDocument, { parentId }: Place): boolean =>
  parentId === null || !isLocked(document, parentId);
