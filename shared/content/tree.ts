import { type Block, type BlockKind, type BlocksDocument, block, blockDefinitions, type CellBlock, idsIn } from './document.ts';

/** Where a block stands: at the top, or in a column of a columns block; `index` counts within that. */
export type Place = { parentId: string | null; column: number; index: number };

export const top = (index: number): Place => ({ parentId: null, column: 0, index });

/** A new block with the initial properties of its kind. */
export function newBlock(kind: BlockKind, id: string): Block {
  return block.parse({ id, kind, props: blockDefinitions[kind].initial() });
}

/** Every block with its place, in reading order: a columns block, then what is in it. */
export function flatten(document: BlocksDocument): { block: Block; place: Place; depth: number }[] {
  return document.blocks.flatMap((entry, index) => {
    const own = { block: entry, place: top(index), depth: 0 };
    if (entry.kind !== 'columns') return [own];
    const inner = entry.props.columns.flatMap((cell, column) =>
      cell.map((leaf, position) => ({ block: leaf as Block, place: { parentId: entry.id, column, index: position }, depth: 1 })),
    );
    return [own, ...inner];
  });
}

export function findBlock(document: BlocksDocument, id: string): { block: Block; place: Place } | null {
  return flatten(document).find((entry) => entry.block.id === id) ?? null;
}

/** Columns hold neither columns nor a hero; anything else may stand anywhere. */
export const fits = (kind: BlockKind, place: Place): boolean =>
  place.parentId === null || (kind !== 'columns' && kind !== 'hero');

/** Puts a block where `place` says; where it does not fit, there is no such place or its id is taken, the document comes back as it was. */
export function insertBlock(document: BlocksDocument, inserted: Block, place: Place): BlocksDocument {
  if (!fits(inserted.kind, place) || !exists(document, place)) return document;
  const taken = new Set(idsIn(document.blocks));
  if (idsIn([inserted]).some((id) => taken.has(id))) return document;
  if (place.parentId === null) return { ...document, blocks: insertAt(document.blocks, inserted, place.index) };
  return changeCell(document, place, (cell) => insertAt(cell, inserted as CellBlock, place.index));
}

export function removeBlock(document: BlocksDocument, id: string): BlocksDocument {
  const blocks = document.blocks
    .filter((entry) => entry.id !== id)
    .map((entry) =>
      entry.kind === 'columns'
        ? {
            ...entry,
            props: { ...entry.props, columns: entry.props.columns.map((cell) => cell.filter((leaf) => leaf.id !== id)) },
          }
        : entry,
    );
  return { ...document, blocks };
}

/** `place` counts in the document as it is now, the moved block included. */
export function moveBlock(document: BlocksDocument, id: string, place: Place): BlocksDocument {
  const found = findBlock(document, id);
  // A columns block would vanish into itself.
  if (!found || !fits(found.block.kind, place) || place.parentId === id || !exists(document, place)) return document;
  const sameRow = found.place.parentId === place.parentId && found.place.column === place.column;
  const index = sameRow && found.place.index < place.index ? place.index - 1 : place.index;
  return insertBlock(removeBlock(document, id), found.block, { ...place, index });
}

/** A copy right behind the block; `freshId` is asked for each id that it needs. */
export function duplicateBlock(
  document: BlocksDocument,
  id: string,
  freshId: () => string,
): { document: BlocksDocument; copyId: string | null } {
  const found = findBlock(document, id);
  if (!found) return { document, copyId: null };
  const copy = withFreshIds(found.block, freshId);
  const changed = insertBlock(document, copy, { ...found.place, index: found.place.index + 1 });
  return { document: changed, copyId: changed === document ? null : copy.id };
}

/** Changes properties; the result is parsed, so an impossible value throws and nothing is half changed. */
export function changeProps(document: BlocksDocument, id: string, change: Record<string, unknown>): BlocksDocument {
  const changed = (entry: Block): Block => block.parse({ ...entry, props: { ...entry.props, ...change } });
  const blocks = document.blocks.map((entry) => {
    if (entry.id === id) return changed(entry);
    if (entry.kind !== 'columns' || !entry.props.columns.some((cell) => cell.some((leaf) => leaf.id === id))) return entry;
    const columns = entry.props.columns.map((cell) => cell.map((leaf) => (leaf.id === id ? (changed(leaf) as CellBlock) : leaf)));
    return { ...entry, props: { ...entry.props, columns } };
  });
  return { ...document, blocks };
}

function exists(document: BlocksDocument, { parentId, column }: Place): boolean {
  const parent = document.blocks.find((entry) => entry.id === parentId);
  return parentId === null || (parent?.kind === 'columns' && parent.props.columns[column] !== undefined);
}

function withFreshIds(entry: Block, freshId: () => string): Block {
  if (entry.kind !== 'columns') return { ...entry, id: freshId() };
  const columns = entry.props.columns.map((cell) => cell.map((leaf) => ({ ...leaf, id: freshId() })));
  return { ...entry, id: freshId(), props: { ...entry.props, columns } };
}

function changeCell(document: BlocksDocument, place: Place, change: (cell: CellBlock[]) => CellBlock[]): BlocksDocument {
  const blocks = document.blocks.map((entry) => {
    if (entry.id !== place.parentId || entry.kind !== 'columns') return entry;
    const columns = entry.props.columns.map((cell, index) => (index === place.column ? change(cell) : cell));
    return { ...entry, props: { ...entry.props, columns } };
  });
  return { ...document, blocks };
}

function insertAt<Item>(items: readonly Item[], item: Item, index: number): Item[] {
  const at = Math.max(0, Math.min(index, items.length));
  return [...items.slice(0, at), item, ...items.slice(at)];
}
