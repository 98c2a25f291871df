import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BlockKind, type BlocksDocument, block, blockDefinitions, document, emptyDocument } from './document.ts';
import { arbitraryDocument } from './testing.ts';
import {
  changeGuise,
  changeProps,
  copyOf,
  findBlock,
  fits,
  flatten,
  insertBlock,
  isLocked,
  listAt,
  moveBlocks,
  newBlock,
  outermost,
  type Place,
  parentsOf,
  removeBlocks,
  top,
} from './tree.ts';

const ids = (tree: BlocksDocument) => flatten(tree).map((entry) => entry.block.id);

/** Any place of a document, and some that it does not have. */
const arbitraryPlace = (tree: BlocksDocument): fc.Arbitrary<Place> => {
  const parents = flatten(tree).flatMap(({ block: { kind, id } }) => (kind === 'columns' || kind === 'section' ? [id] : []));
  return fc.record({ parentId: fc.constantFrom(null, 'nobody', ...parents), column: fc.nat(5), index: fc.nat(20) });
};

/** section(title row(left | right)) last */
const nested = (): BlocksDocument => {
  const parts: [BlockKind, string, Place][] = [
    ['section', 'section', top(0)],
    ['heading', 'title', { parentId: 'section', column: 0, index: 0 }],
    ['columns', 'row', { parentId: 'section', column: 0, index: 1 }],
    ['text', 'left', { parentId: 'row', column: 0, index: 0 }],
    ['text', 'right', { parentId: 'row', column: 1, index: 0 }],
    ['text', 'last', top(1)],
  ];
  return parts.reduce((tree, [kind, id, place]) => insertBlock(tree, newBlock(kind, id), place), emptyDocument());
};

describe('the tree of blocks', () => {
  it('moves a block anywhere without losing or doubling one', () => {
    fc.assert(
      fc.property(
        arbitraryDocument().chain((tree) => fc.tuple(fc.constant(tree), fc.constantFrom(...ids(tree)), arbitraryPlace(tree))),
        ([tree, id, place]) => {
          const moved = moveBlocks(tree, [id], place);
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
    expect(ids(moveBlocks(tree, ['a'], top(3)))).toEqual(['b', 'c', 'a', 'd']);
    expect(ids(moveBlocks(tree, ['d'], top(0)))).toEqual(['d', 'a', 'b', 'c']);
    expect(ids(moveBlocks(tree, ['b'], top(1)))).toEqual(['a', 'b', 'c', 'd']);
    expect(ids(moveBlocks(tree, ['b'], top(2)))).toEqual(['a', 'b', 'c', 'd']);
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
          expect(removeBlocks(grown, ['new'])).toEqual(tree);
        },
      ),
    );
  });

  it('adds nothing under an id that is taken', () => {
    const tree = insertBlock(emptyDocument(), newBlock('text', 'a'), top(0));
    expect(insertBlock(tree, newBlock('button', 'a'), top(1))).toBe(tree);
    expect(
      insertBlock(
        tree,
        copyOf(newBlock('text', 'a'), () => 'a'),
        top(1),
      ),
    ).toBe(tree);
    const twice = { ...tree, blocks: [...tree.blocks, ...tree.blocks] };
    expect(document.safeParse(twice).error?.issues[0]?.message).toBe('two blocks have the same id');
  });

  it('lets stand in what exactly what the schema takes', () => {
    const kinds = Object.keys(blockDefinitions) as BlockKind[];
    const outer = insertBlock(
      insertBlock(emptyDocument(), newBlock('section', 'section'), top(0)),
      newBlock('columns', 'columns'),
      top(1),
    );
    for (const kind of kinds) {
      for (const parentId of [null, 'section', 'columns']) {
        const place = { parentId, column: 0, index: 0 };
        const inner = newBlock(kind, 'inner');
        const grown = insertBlock(outer, inner, place);
        expect(grown !== outer, `${kind} in ${parentId}`).toBe(fits(outer, kind, place));
        expect(document.safeParse(grown).success).toBe(true);
        if (fits(outer, kind, place) || parentId === null) continue;
        const forced = structuredClone(outer);
        (listAt(forced, place) as unknown[]).push(inner);
        expect(document.safeParse(forced).success, `${kind} in ${parentId}`).toBe(false);
      }
    }
  });

  it('never puts a block into itself, however deep', () => {
    const tree = nested();
    expect(moveBlocks(tree, ['section'], { parentId: 'section', column: 0, index: 0 })).toBe(tree);
    expect(moveBlocks(tree, ['section'], { parentId: 'row', column: 0, index: 0 })).toBe(tree);
  });

  it('moves columns into a section and out of it with everything in them', () => {
    const tree = nested();
    const out = moveBlocks(tree, ['row'], top(0));
    expect(ids(out)).toEqual(['row', 'left', 'right', 'section', 'title', 'last']);
    expect(ids(moveBlocks(out, ['row'], { parentId: 'section', column: 0, index: 1 }))).toEqual(ids(tree));
  });

  it('moves several blocks at once in their reading order, whatever they were in', () => {
    const tree = nested();
    expect(ids(moveBlocks(tree, ['last', 'left', 'title'], top(0)))).toEqual([
      'title',
      'left',
      'last',
      'section',
      'row',
      'right',
    ]);
    expect(ids(moveBlocks(tree, ['section', 'left'], top(2)))).toEqual(['last', 'section', 'title', 'row', 'left', 'right']);
    expect(outermost(tree, ['left', 'row', 'last']).map(({ id }) => id)).toEqual(['row', 'last']);
  });

  it('knows what a block is in and whether anything of that is locked', () => {
    const tree = changeGuise(nested(), 'section', { locked: true });
    expect(parentsOf(tree, 'left').map(({ id }) => id)).toEqual(['row', 'section']);
    expect(isLocked(tree, 'left')).toBe(true);
    expect(isLocked(tree, 'last')).toBe(false);
    expect(isLocked(changeGuise(tree, 'section', { locked: false }), 'left')).toBe(false);
  });

  it('leaves what is not on the way to a change the very same object', () => {
    const tree = nested();
    const changed = changeProps(tree, 'left', { html: '<p>New</p>' });
    expect(findBlock(changed, 'right')?.block).toBe(findBlock(tree, 'right')?.block);
    expect(findBlock(changed, 'last')?.block).toBe(findBlock(tree, 'last')?.block);
    expect(findBlock(changed, 'section')?.block).not.toBe(findBlock(tree, 'section')?.block);
  });

  it('duplicates a block with everything in it under fresh ids', () => {
    fc.assert(
      fc.property(
        arbitraryDocument().chain((tree) => fc.tuple(fc.constant(tree), fc.constantFrom(...ids(tree)))),
        ([tree, id]) => {
          let count = 0;
          const { block, place } = findBlock(tree, id) ?? {};
          if (!block || !place) throw new Error('it was just chosen');
          const copy = copyOf(block, () => `fresh${++count}`);
          const grown = insertBlock(tree, copy, { ...place, index: place.index + 1 });
          expect(new Set(ids(grown)).size).toBe(ids(grown).length);
          expect(findBlock(grown, copy.id)?.block.kind).toBe(block.kind);
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
