import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BlocksDocument, block, document, emptyDocument } from './document.ts';
import { arbitraryDocument } from './testing.ts';
import {
  changeProps,
  duplicateBlock,
  findBlock,
  fits,
  flatten,
  insertBlock,
  moveBlock,
  newBlock,
  type Place,
  removeBlock,
  top,
} from './tree.ts';

const ids = (tree: BlocksDocument) => flatten(tree).map((entry) => entry.block.id);

/** Any place of a document, and some that it does not have. */
const arbitraryPlace = (tree: BlocksDocument): fc.Arbitrary<Place> => {
  const parents = tree.blocks.filter((entry) => entry.kind === 'columns').map((entry) => entry.id);
  return fc.record({ parentId: fc.constantFrom(null, 'nobody', ...parents), column: fc.nat(5), index: fc.nat(20) });
};

describe('the tree of blocks', () => {
  it('moves a block anywhere without losing or doubling one', () => {
    fc.assert(
      fc.property(
        arbitraryDocument().chain((tree) => fc.tuple(fc.constant(tree), fc.constantFrom(...ids(tree)), arbitraryPlace(tree))),
        ([tree, id, place]) => {
          const moved = moveBlock(tree, id, place);
          expect([...ids(moved)].sort()).toEqual([...ids(tree)].sort());
          expect(document.parse(moved)).toEqual(moved);
        },
      ),
    );
  });

  it('puts a moved block where it was dropped', () => {
    const tree = ['a', 'b', 'c', 'd'].reduce(
      (made, id, index) => insertBlock(made, newBlock('text', id), top(index)),
      emptyDocument(),
    );
    expect(ids(moveBlock(tree, 'a', top(3)))).toEqual(['b', 'c', 'a', 'd']);
    expect(ids(moveBlock(tree, 'd', top(0)))).toEqual(['d', 'a', 'b', 'c']);
    expect(ids(moveBlock(tree, 'b', top(1)))).toEqual(['a', 'b', 'c', 'd']);
    expect(ids(moveBlock(tree, 'b', top(2)))).toEqual(['a', 'b', 'c', 'd']);
  });

  it('takes out what was put in', () => {
    fc.assert(
      fc.property(
        arbitraryDocument().chain((tree) => fc.tuple(fc.constant(tree), arbitraryPlace(tree))),
        ([tree, place]) => {
          const grown = insertBlock(tree, newBlock('button', 'new'), place);
          const there = findBlock(grown, 'new')?.place;
          if (there)
            expect(there).toMatchObject({ parentId: place.parentId, column: place.parentId === null ? 0 : place.column });
          else expect(grown).toBe(tree);
          expect(removeBlock(grown, 'new')).toEqual(tree);
        },
      ),
    );
  });

  it('adds nothing under an id that is taken', () => {
    const tree = insertBlock(emptyDocument(), newBlock('text', 'a'), top(0));
    expect(insertBlock(tree, newBlock('button', 'a'), top(1))).toBe(tree);
    expect(duplicateBlock(tree, 'a', () => 'a')).toEqual({ document: tree, copyId: null });
    const twice = { ...tree, blocks: [...tree.blocks, ...tree.blocks] };
    expect(document.safeParse(twice).error?.issues[0]?.message).toBe('two blocks have the same id');
  });

  it('keeps columns and heroes out of columns', () => {
    const tree = insertBlock(
      insertBlock(emptyDocument(), newBlock('columns', 'outer'), top(0)),
      newBlock('columns', 'other'),
      top(1),
    );
    const inside = { parentId: 'outer', column: 0, index: 0 };
    expect(fits('columns', inside)).toBe(false);
    expect(fits('hero', inside)).toBe(false);
    expect(insertBlock(tree, newBlock('hero', 'inner'), inside)).toBe(tree);
    expect(insertBlock(tree, newBlock('columns', 'inner'), inside)).toBe(tree);
    expect(moveBlock(tree, 'other', inside)).toBe(tree);
  });

  it('duplicates a block with everything in it under fresh ids', () => {
    fc.assert(
      fc.property(
        arbitraryDocument().chain((tree) => fc.tuple(fc.constant(tree), fc.constantFrom(...ids(tree)))),
        ([tree, id]) => {
          let count = 0;
          const { document: grown, copyId } = duplicateBlock(tree, id, () => `fresh${++count}`);
          expect(new Set(ids(grown)).size).toBe(ids(grown).length);
          expect(findBlock(grown, copyId ?? '')?.block.kind).toBe(findBlock(tree, id)?.block.kind);
          expect(ids(grown).filter((entry) => !entry.startsWith('fresh'))).toEqual(ids(tree));
        },
      ),
    );
  });

  it('changes one property of one block and refuses a value that it cannot have', () => {
    const tree = insertBlock(emptyDocument(), newBlock('heading', 'a'), top(0));
    expect(findBlock(changeProps(tree, 'a', { text: 'New' }), 'a')?.block.props).toMatchObject({ text: 'New', level: 2 });
    expect(() => changeProps(tree, 'a', { level: 9 })).toThrow();
    expect(() => changeProps(tree, 'a', { onclick: 'x' })).toThrow();
  });

  it('keeps what is in a row of columns when it gets fewer of them', () => {
    const row = block.parse({
      id: 'row',
      kind: 'columns',
      props: { ratio: '1-1-1', columns: [[newBlock('text', 'a')], [newBlock('text', 'b')], [newBlock('text', 'c')]] },
    });
    const tree = changeProps(insertBlock(emptyDocument(), row, top(0)), 'row', { ratio: '1-1' });
    expect(ids(tree)).toEqual(['row', 'a', 'b', 'c']);
    expect(findBlock(tree, 'c')?.place).toEqual({ parentId: 'row', column: 1, index: 1 });
  });
});
