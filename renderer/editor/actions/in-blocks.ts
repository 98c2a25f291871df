import type { BlocksDocument } from '#shared/content/document.ts';
import type { Editing } from '../store/editing.ts';
import { selecting } from '../store/selection.ts';

/** Changes the blocks of a draft, and what is selected; a message written in another way has none and stays as it is. */
export function inBlocks(
  editing: Editing,
  change: (document: BlocksDocument) => { document: BlocksDocument; selected?: string | null | readonly string[] } | null,
): Editing {
  const { document } = editing.draft;
  const changed = document.kind === 'blocks' ? change(document) : null;
  if (!changed || changed.document === document) return editing;
  const { selected } = changed;
  const next = { ...editing, draft: { ...editing.draft, document: changed.document } };
  if (selected === undefined) return next;
  return selecting(next, selected === null ? [] : typeof selected === 'string' ? [selected] : selected);
}
