import type { BlocksDocument } from '#shared/content/document.ts';
import type { Editing } from '../store/editing.ts';

/** Changes the blocks of a draft; a message written as HTML has none and stays as it is. */
export function inBlocks(
  editing: Editing,
  change: (document: BlocksDocument) => { document: BlocksDocument; selected: string | null } | null,
): Editing {
  const { document } = editing.draft;
  const changed = document.kind === 'blocks' ? change(document) : null;
  if (!changed || changed.document === document) return editing;
  return { draft: { ...editing.draft, document: changed.document }, selected: changed.selected };
}
