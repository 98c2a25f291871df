import type { BlockFace } from '#shared/content/block.ts';
import { type Block, type BlockKind, type BlocksDocument, blockDefinitions, type Document } from '#shared/content/document.ts';
import { mergeTags } from '#shared/content/merge-tags.ts';
import { plainOf } from '#shared/content/plain.ts';
import { findBlock, flatten, listAt, type Place } from '#shared/content/tree.ts';
import { labelOf } from './canvas/merge-label.ts';
import { valueAt } from './store/path.ts';

/** What palette, form and canvas know of a kind of block; nothing else in the editor tells kinds apart. */
export const faceOf = (kind: BlockKind): BlockFace => blockDefinitions[kind];

// The keys of our own dictionary, which Object.keys gives back as plain strings.
export const kinds = Object.keys(blockDefinitions) as BlockKind[];

export const blocksIn = (document: Document): BlocksDocument | null => (document.kind === 'blocks' ? document : null);

export const freshId = (): string => crypto.randomUUID().replaceAll('-', '').slice(0, 12);

const EXCERPT = 48;

const words = new WeakMap<Block, string>();

/** The words of a block that say most about it. */
export function wordsOf(block: Block): string {
  const found = words.get(block) ?? readWords(block);
  words.set(block, found);
  return found;
}

function readWords(block: Block): string {
  const face = faceOf(block.kind);
  const name = face.inPlace?.property ?? face.form.find(({ as }) => as === 'text' || as === 'multiline' || as === 'rich')?.name;
  const value = name === undefined ? undefined : valueAt(block.props, name);
  const source = typeof value === 'string' ? value.replace(/\{\{[^{}]*\}\}/g, (tag) => labelOf(tag, mergeTags)) : '';
  return plainOf(source);
}

/** The first words of a block, to tell it from others of its kind. */
export function excerptOf(block: Block): string {
  const text = wordsOf(block).replace(/\s+/g, ' ').trim();
  return text.length > EXCERPT ? `${text.slice(0, EXCERPT - 1).trimEnd()}…` : text;
}

/** Where a block stands, in words: “2 of 5”, “1 of 2 in column 1 of 3”, “1 of 4 in the section”. */
function whereIs(document: BlocksDocument, place: Place): string {
  const parent = place.parentId === null ? null : findBlock(document, place.parentId)?.block;
  const count = `${place.index + 1} of ${listAt(document, place)?.length ?? 0}`;
  if (!parent) return count;
  return parent.kind === 'columns'
    ? `${count} in column ${place.column + 1} of ${parent.props.columns.length}`
    : `${count} in the section`;
}

/** A block in words: “Heading, Winter bread is back, 2 of 5, shown to regulars, locked”. */
export function describe(document: Document, id: string): string {
  const blocks = blocksIn(document);
  const found = blocks && findBlock(blocks, id);
  if (!blocks || !found) return '';
  const { block, place } = found;
  const seenBy = block.when && `shown to ${block.when.label}`;
  const seenOn = block.only !== 'all' && (block.only === 'phone' ? 'on phones only' : 'on computers only');
  return [faceOf(block.kind).label, excerptOf(block), whereIs(blocks, place), seenBy, seenOn, block.locked && 'locked']
    .filter(Boolean)
    .join(', ');
}

/** Blocks in words: one as above, of several how many. */
export const describeAll = (document: Document, ids: readonly string[]): string =>
  ids.length === 1 ? describe(document, ids[0] ?? '') : `${ids.length} blocks`;

/** The block before or after another in reading order; the first or last where none is selected. */
export function neighbour(document: BlocksDocument, id: string | null, step: 1 | -1): string | null {
  const ids = flatten(document).map(({ block }) => block.id);
  if (id === null || !ids.includes(id)) return (step > 0 ? ids[0] : ids.at(-1)) ?? null;
  return ids[ids.indexOf(id) + step] ?? null;
}
