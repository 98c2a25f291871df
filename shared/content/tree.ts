import {
  type Block,
  type BlockKind,
  type BlocksDocument,
  block,
  blockDefinitions,
  idsIn,
  type LeafBlock,
  type SectionChild,
} from './document.ts';

/** Where a block stands: at the top, in a section, or in a column of a columns block; `index` counts within that. */
export type Place = { parentId: string | null; column: number; index: number };
export type Entry = { block: Block; place: Place; depth: number };

export const top = (index: number): Place => ({ parentId: null, column: 0, index });

/** A new block with the initial properties of its kind. */
export function newBlock(kind: BlockKind, id: string): Block {
  return block.parse({ id, kind, props: blockDefinitions[kind].initial() });
}

/** The lists of blocks that a block holds: one of a section, one for each column, none of anything else. */
export function listsOf(entry: Block): readonly (readonly Block[])[] {
  if (entry.kind === 'columns') return entry.props.columns;
  return entry.kind === 'section' ? [entry.props.blocks] : [];
}

/** What may stand in what: sections only at the top, columns there and in sections, anything else anywhere. */
export function holds(parent: BlockKind | null, kind: BlockKind): boolean {
  if (parent === null) return true;
  if (parent === 'section') return kind !== 'section';
  return parent === 'columns' && kind !== 'section' && kind !== 'columns';
}

/** Documents are never changed, so what was read of one holds for as long as it is there. */
const known = new WeakMap<BlocksDocument, { entries: readonly Entry[]; byId: ReadonlyMap<string, Entry> }>();

function read(document: BlocksDocument) {
  const found = known.get(document);
  if (found) return found;
  const entriesOf = (blocks: readonly Block[], at: Omit<Place, 'index'>, depth: number): Entry[] =>
    blocks.flatMap((entry, index) => [
      { block: entry, place: { ...at, index }, depth },
      ...listsOf(entry).flatMap((list, column) => entriesOf(list, { parentId: entry.id, column }, depth + 1)),
    ]);
  const entries = entriesOf(document.blocks, { parentId: null, column: 0 }, 0);
  const made = { entries, byId: new Map(entries.map((entry) => [entry.block.id, entry])) };
  known.set(document, made);
  return made;
}

/** Every block with its place, in reading order: a block, then what is in it. */
export const flatten = (document: BlocksDocument): readonly Entry[] => read(document).entries;

export const findBlock = (document: BlocksDocument, id: string): Entry | null => read(document).byId.get(id) ?? null;

/** What a block is in, the innermost first. */
export function parentsOf(document: BlocksDocument, id: string): Block[] {
  const parentId = findBlock(document, id)?.place.parentId;
  const parent = parentId ? findBlock(document, parentId)?.block : undefined;
  return parent ? [parent, ...parentsOf(document, parent.id)] : [];
}

/** Whether a block, or something that it is in, is guarded against edits. */
export const isLocked = (document: BlocksDocument, id: string): boolean =>
  findBlock(document, id)?.block.locked === true || parentsOf(document, id).some(({ locked }) => locked);

/** The blocks of a place's list; null where there is no such place. */
export function listAt(
  document: BlocksDocument,
  { parentId, column }: Pick<Place, 'parentId' | 'column'>,
): readonly Block[] | null {
  if (parentId === null) return document.blocks;
  const parent = findBlock(document, parentId)?.block;
  return (parent && listsOf(parent)[column]) ?? null;
}

export function fits(document: BlocksDocument, kind: BlockKind, place: Place): boolean {
  if (listAt(document, place) === null) return false;
  return holds(place.parentId === null ? null : (findBlock(document, place.parentId)?.block.kind ?? null), kind);
}

/** The blocks of these ids in reading order; what is in one of the others goes with it. */
export function outermost(document: BlocksDocument, ids: readonly string[]): Block[] {
  const wanted = new Set(ids);
  return flatten(document)
    .filter(({ block: { id } }) => wanted.has(id) && !parentsOf(document, id).some((parent) => wanted.has(parent.id)))
    .map((entry) => entry.block);
}

/** Puts blocks where `place` says, in their order; where one does not fit or its id is taken, the document comes back as it was. */
export function insertBlocks(document: BlocksDocument, inserted: readonly Block[], place: Place): BlocksDocument {
  if (inserted.length === 0 || inserted.some(({ kind }) => !fits(document, kind, place))) return document;
  const ids = [...read(document).byId.keys(), ...idsIn(inserted)];
  if (new Set(ids).size < ids.length) return document;
  return changeList(document, place, (list) => {
    const at = Math.max(0, Math.min(place.index, list.length));
    return [...list.slice(0, at), ...inserted, ...list.slice(at)];
  });
}

export const insertBlock = (document: BlocksDocument, inserted: Block, place: Place): BlocksDocument =>
  insertBlocks(document, [inserted], place);

export function removeBlocks(document: BlocksDocument, ids: readonly string[]): BlocksDocument {
  const gone = new Set(ids);
  const without = (blocks: readonly Block[]): Block[] =>
    blocks.filter(({ id }) => !gone.has(id)).map((entry) => withLists(entry, (list) => without(list)));
  return ids.some((id) => findBlock(document, id)) ? { ...document, blocks: without(document.blocks) } : document;
}

/** `place` counts in the document as it is now, the moved blocks included. */
export function moveBlocks(document: BlocksDocument, ids: readonly string[], place: Place): BlocksDocument {
  const moved = outermost(document, ids);
  const going = new Set(moved.map(({ id }) => id));
  const { parentId } = place;
  const around = parentId === null ? [] : [parentId, ...parentsOf(document, parentId).map(({ id }) => id)];
  // A block would vanish into itself.
  if (around.some((id) => going.has(id))) return document;
  if (moved.length === 0 || moved.some(({ kind }) => !fits(document, kind, place))) return document;
  const before = (listAt(document, place) ?? []).slice(0, Math.max(0, place.index)).filter(({ id }) => going.has(id)).length;
  return insertBlocks(removeBlocks(document, [...going]), moved, { ...place, index: place.index - before });
}

/** The same block with everything in it under other ids; `freshId` is asked for each. */
export const copyOf = (entry: Block, freshId: () => string): Block =>
  withLists({ ...entry, id: freshId() }, (list) => list.map((inner) => copyOf(inner, freshId)));

/** Changes properties; the result is parsed, so an impossible value throws and nothing is half changed. */
export const changeProps = (document: BlocksDocument, id: string, change: Record<string, unknown>): BlocksDocument =>
  changeBlock(document, id, (entry) => block.parse({ ...entry, props: { ...entry.props, ...change } }));

/** Changes what a block says of itself beside its properties: whether it is locked, where and by whom it is seen. */
export const changeGuise = (
  document: BlocksDocument,
  id: string,
  change: Partial<Pick<Block, 'locked' | 'only' | 'when'>>,
): BlocksDocument => changeBlock(document, id, (entry) => block.parse({ ...entry, ...change }));

function changeBlock(document: BlocksDocument, id: string, change: (entry: Block) => Block): BlocksDocument {
  const found = findBlock(document, id);
  if (!found) return document;
  return changeList(document, found.place, (list) => list.map((entry) => (entry.id === id ? change(entry) : entry)));
}

/** Everything that is not on the way to the list stays the very same object. */
function changeList(
  document: BlocksDocument,
  place: Pick<Place, 'parentId' | 'column'>,
  change: (list: readonly Block[]) => readonly Block[],
): BlocksDocument {
  if (place.parentId === null) return { ...document, blocks: [...change(document.blocks)] };
  return changeBlock(document, place.parentId, (parent) =>
    withLists(parent, (list, column) => (column === place.column ? change(list) : list)),
  );
}

function withLists(entry: Block, change: (list: readonly Block[], column: number) => readonly Block[]): Block {
  // What stands in what was settled by `fits`, which TypeScript cannot follow.
  if (entry.kind === 'section')
    return { ...entry, props: { ...entry.props, blocks: change(entry.props.blocks, 0) as SectionChild[] } };
  if (entry.kind !== 'columns') return entry;
  return {
    ...entry,
    props: { ...entry.props, columns: entry.props.columns.map((list, column) => change(list, column) as LeafBlock[]) },
  };
}
