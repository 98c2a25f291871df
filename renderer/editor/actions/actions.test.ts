import { describe, expect, test } from 'vitest';
import { type Block, type BlocksDocument, emptyDocument } from '#shared/content/document.ts';
import { flatten, insertBlock, newBlock, top } from '#shared/content/tree.ts';
import type { Editing } from '../store/editing.ts';
import { addBlock, placeAfter } from './add-block.ts';
import { changeEnvelope } from './change-envelope.ts';
import { changeName } from './change-name.ts';
import { changeProps, refusal } from './change-props.ts';
import { changeSource } from './change-source.ts';
import { changeStyle, styleRefusal } from './change-style.ts';
import { duplicateBlock } from './duplicate-block.ts';
import { moveBlock } from './move-block.ts';
import { removeBlock } from './remove-block.ts';
import { type Direction, stepBlock } from './step-block.ts';

/** heading, row(text | button, image), quote, footer */
function page(selected: string | null = null): Editing {
  const parts: [Parameters<typeof newBlock>, Parameters<typeof insertBlock>[2]][] = [
    [['heading', 'heading'], top(0)],
    [['columns', 'row'], top(1)],
    [['quote', 'quote'], top(2)],
    [['footer', 'footer'], top(3)],
    [['text', 'text'], { parentId: 'row', column: 0, index: 0 }],
    [['button', 'button'], { parentId: 'row', column: 1, index: 0 }],
    [['image', 'image'], { parentId: 'row', column: 1, index: 1 }],
  ];
  const document = parts.reduce<BlocksDocument>(
    (built, [block, place]) => insertBlock(built, newBlock(...block), place),
    emptyDocument(),
  );
  return { draft: { name: 'Winter', subject: 'Bread', preheader: '', document }, selected };
}

/** The page in one line: columns in brackets, with a bar between. */
function line({ draft: { document } }: Editing): string {
  if (document.kind !== 'blocks') return '';
  const one = (block: Block): string =>
    block.kind === 'columns'
      ? `${block.id}(${block.props.columns.map((cell) => cell.map((leaf) => leaf.id).join(' ')).join(' | ')})`
      : block.id;
  return document.blocks.map(one).join(' ');
}

const blockOf = (editing: Editing, id: string): Block => {
  const { document } = editing.draft;
  const found = document.kind === 'blocks' ? flatten(document).find(({ block }) => block.id === id) : undefined;
  if (!found) throw new Error(`There is no ${id}.`);
  return found.block;
};

test('the page of these tests', () => {
  expect(line(page())).toBe('heading row(text | button image) quote footer');
});

describe('adding', () => {
  const added = (selected: string | null, kind: 'text' | 'columns' | 'footer') => {
    const after = addBlock.perform(page(selected), { kind, id: 'new' });
    expect(after.selected).toBe('new');
    return line(after);
  };

  test('puts a block behind the selected one, in its column too', () => {
    expect(added('heading', 'text')).toBe('heading new row(text | button image) quote footer');
    expect(added('button', 'text')).toBe('heading row(text | button new image) quote footer');
  });

  test('puts it at the end but above the footer where nothing is selected', () => {
    expect(added(null, 'text')).toBe('heading row(text | button image) quote new footer');
    expect(added(null, 'footer')).toBe('heading row(text | button image) quote footer new');
  });

  test('puts columns behind the columns that are selected in, since they hold none', () => {
    expect(added('button', 'columns')).toBe('heading row(text | button image) new( | ) quote footer');
  });

  test('puts it where it was dropped', () => {
    const place = { parentId: 'row', column: 0, index: 0 };
    expect(line(addBlock.perform(page(), { kind: 'spacer', id: 'new', place }))).toBe(
      'heading row(new text | button image) quote footer',
    );
  });

  test('does nothing where it does not fit', () => {
    const before = page();
    expect(addBlock.perform(before, { kind: 'columns', id: 'new', place: { parentId: 'row', column: 0, index: 0 } })).toBe(
      before,
    );
  });

  test('finds the end of an empty page', () => {
    expect(placeAfter(emptyDocument(), 'gone', 'text')).toEqual(top(0));
  });
});

describe('moving by one', () => {
  const moved = (id: string, ...directions: Direction[]) =>
    line(directions.reduce((editing, direction) => stepBlock.perform(editing, { id, direction }), page(id)));

  test('goes up and down among its siblings and stops at the ends', () => {
    expect(moved('quote', 'up')).toBe('heading quote row(text | button image) footer');
    expect(moved('heading', 'down')).toBe('row(text | button image) heading quote footer');
    expect(moved('heading', 'up')).toBe(line(page()));
    expect(moved('footer', 'down')).toBe(line(page()));
    expect(moved('image', 'up')).toBe('heading row(text | image button) quote footer');
    expect(moved('image', 'down')).toBe(line(page()));
  });

  test('goes into the columns beside it, on from column to column, and out at the other side', () => {
    expect(moved('heading', 'right')).toBe('row(heading text | button image) quote footer');
    expect(moved('heading', 'right', 'right')).toBe('row(text | heading button image) quote footer');
    expect(moved('heading', 'right', 'right', 'right')).toBe('row(text | button image) heading quote footer');
    expect(moved('quote', 'left')).toBe('heading row(text | button image quote) footer');
    expect(moved('text', 'left')).toBe('heading text row( | button image) quote footer');
  });

  test('never puts columns into columns or a block into nothing', () => {
    const before = page('row');
    expect(stepBlock.perform(before, { id: 'row', direction: 'right' })).toBe(before);
    expect(stepBlock.perform(before, { id: 'footer', direction: 'right' })).toBe(before);
    expect(stepBlock.perform(before, { id: 'gone', direction: 'up' })).toBe(before);
  });
});

test('moving to where a block is already is no step', () => {
  const before = page('quote');
  expect(moveBlock.perform(before, { id: 'quote', place: top(2) })).toBe(before);
  expect(moveBlock.perform(before, { id: 'quote', place: top(3) })).toBe(before);
  expect(line(moveBlock.perform(before, { id: 'quote', place: { parentId: 'row', column: 1, index: 1 } }))).toBe(
    'heading row(text | button quote image) footer',
  );
});

test('duplicating selects the copy and gives every part of it an id of its own', () => {
  let count = 0;
  const after = duplicateBlock.perform(page('row'), { id: 'row', freshId: () => `copy${++count}` });
  const ids = after.draft.document.kind === 'blocks' ? flatten(after.draft.document).map(({ block }) => block.id) : [];
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toHaveLength(11);
  expect(blockOf(after, after.selected ?? '').kind).toBe('columns');
});

test('removing selects what comes next, or what was before', () => {
  expect(removeBlock.perform(page('heading'), { id: 'heading' }).selected).toBe('row');
  expect(removeBlock.perform(page('footer'), { id: 'footer' }).selected).toBe('quote');
  expect(line(removeBlock.perform(page('row'), { id: 'row' }))).toBe('heading quote footer');
  const before = page();
  expect(removeBlock.perform(before, { id: 'gone' })).toBe(before);
});

describe('changing', () => {
  test('changes a property inside another one and leaves the rest alone', () => {
    const before = page('text');
    const after = changeProps.perform(before, { id: 'text', name: 'padding.vertical', value: 40 });
    expect(blockOf(after, 'text').props).toMatchObject({ padding: { vertical: 40, horizontal: 32 } });
    expect(blockOf(after, 'heading')).toBe(blockOf(before, 'heading'));
    expect(after.selected).toBe('text');
  });

  test('refuses what the block does not take, with the reason, and changes nothing', () => {
    const before = page('text');
    expect(changeProps.perform(before, { id: 'text', name: 'size', value: 900 })).toBe(before);
    expect(changeProps.perform(before, { id: 'text', name: 'color', value: 'red' })).toBe(before);
    expect(refusal(blockOf(before, 'text'), 'color', 'red')).toBe('a colour is # and six digits');
    expect(refusal(blockOf(before, 'text'), 'color', '#aa0000')).toBeNull();
  });

  test('keeps what is in columns when there are fewer of them', () => {
    const three = changeProps.perform(page('row'), { id: 'row', name: 'ratio', value: '1-1-1' });
    expect(line(three)).toBe('heading row(text | button image | ) quote footer');
    const moved = moveBlock.perform(three, { id: 'quote', place: { parentId: 'row', column: 2, index: 0 } });
    expect(line(changeProps.perform(moved, { id: 'row', name: 'ratio', value: '1-2' }))).toBe(
      'heading row(text | button image quote) footer',
    );
  });

  test('is no step where the value is the same', () => {
    const before = page('text');
    expect(changeProps.perform(before, { id: 'text', name: 'size', value: 16 })).toBe(before);
    expect(changeName.perform(before, { name: 'Winter' })).toBe(before);
    expect(changeEnvelope.perform(before, { name: 'subject', value: 'Bread' })).toBe(before);
    expect(changeStyle.perform(before, { name: 'fontFamily', value: 'sans' })).toBe(before);
  });

  test('changes the page and refuses what is no colour', () => {
    const after = changeStyle.perform(page(), { name: 'accentColor', value: '#b93a1a' });
    expect(after.draft.document).toMatchObject({ style: { accentColor: '#b93a1a' } });
    expect(styleRefusal('accentColor', '#b9')).toBe('a colour is # and six digits');
  });

  test('keeps subject and preheader on one line', () => {
    expect(changeEnvelope.perform(page(), { name: 'preheader', value: 'Rye,\r\nspelt' }).draft.preheader).toBe('Rye, spelt');
  });
});

test('a message written as HTML is changed as text and has no blocks to act on', () => {
  const before: Editing = {
    draft: { name: 'x', subject: '', preheader: '', document: { version: 1, kind: 'html', html: '<p>a</p>', text: '' } },
    selected: null,
  };
  expect(changeSource.perform(before, { name: 'html', value: '<p>b</p>' }).draft.document).toMatchObject({ html: '<p>b</p>' });
  expect(addBlock.perform(before, { kind: 'text', id: 'new' })).toBe(before);
  const blocks = page();
  expect(changeSource.perform(blocks, { name: 'html', value: 'x' })).toBe(blocks);
});
