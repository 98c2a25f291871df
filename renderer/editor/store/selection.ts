import type { BlocksDocument } from '#shared/content/document.ts';
import { findBlock, listAt, outermost, type Place, parentsOf } from '#shared/content/tree.ts';
import type { Editing } from './editing.ts';

/** The same draft with other blocks selected: the first is where the selection began, the last where it has come to. */
export function selecting(editing: Editing, ids: readonly string[]): Editing {
  const selected = ids.at(-1) ?? null;
  const also = ids.slice(0, -1);
  const { also: _, ...rest } = editing;
  return also.length > 0 ? { ...rest, selected, also } : { ...rest, selected };
}

const known = new WeakMap<Editing, readonly string[]>();

/** The selected blocks in reading order, those that another of them holds left out. */
export function chosenOf(editing: Editing): readonly string[] {
  const found = known.get(editing);
  if (found) return found;
  const { selected, also = [], draft } = editing;
  const ids = selected === null ? [] : [...also, selected];
  const chosen = draft.document.kind === 'blocks' ? outermost(draft.document, ids).map(({ id }) => id) : [];
  known.set(editing, chosen);
  return chosen;
}

/** Where a selection of several began. */
export const anchorOf = ({ selected, also = [] }: Editing): string | null => also[0] ?? selected;

/** The blocks from one to another, as wholes: where they stand in different things, what holds them is selected. */
export function rangeOf(document: BlocksDocument, from: string, to: string): readonly string[] {
  const trail = (id: string) => [id, ...parentsOf(document, id).map((parent) => parent.id)];
  const places = (id: string) => trail(id).flatMap((one) => findBlock(document, one)?.place ?? []);
  const sameList = (a: Place, b: Place) => a.parentId === b.parentId && a.column === b.column;
  for (const start of places(from)) {
    const end = places(to).find((place) => sameList(place, start));
    const list = end && listAt(document, start);
    if (!end || !list) continue;
    const ids = list.slice(Math.min(start.index, end.index), Math.max(start.index, end.index) + 1).map(({ id }) => id);
    return start.index <= end.index ? ids : ids.toReversed();
  }
  return [to];
}

/** One block more, or one less, at the end of a selection. */
export function extended(document: BlocksDocument, editing: Editing, step: 1 | -1): readonly string[] | null {
  const anchor = anchorOf(editing);
  const lead = editing.selected === null ? null : findBlock(document, editing.selected);
  const next = lead && listAt(document, lead.place)?.[lead.place.index + step];
  return anchor && next ? rangeOf(document, anchor, next.id) : null;
}

/** Everything that stands with the selected block; once that is selected, everything that stands with what holds it. */
export function allAround(document: BlocksDocument, editing: Editing): readonly string[] {
  const chosen = new Set(chosenOf(editing));
  const from = editing.selected === null ? [] : [editing.selected, ...parentsOf(document, editing.selected).map(({ id }) => id)];
  const lists = [...from.flatMap((id) => findBlock(document, id)?.place ?? []), { parentId: null, column: 0 }].map((place) =>
    (listAt(document, place) ?? []).map(({ id }) => id),
  );
  return lists.find((ids) => ids.some((id) => !chosen.has(id))) ?? lists.at(-1) ?? [];
}
