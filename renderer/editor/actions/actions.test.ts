import { describe, expect, test } from 'vitest';
import { type Block, type BlocksDocument, emptyDocument } from '#shared/content/document.ts';
import { flatten, insertBlock, listsOf, newBlock, top } from '#shared/content/tree.ts';
import type { Editing } from '../store/editing.ts';
import { allAround, chosenOf, extended, rangeOf, selecting } from '../store/selection.ts';
import { addBlock } from './add-block.ts';
import { addBlocks } from './add-blocks.ts';
import { changeEnvelope } from './change-envelope.ts';
import { changeName } from './change-name.ts';
import { changeProps, refusal } from './change-props.ts';
import { changeSource } from './change-source.ts';
import { changeStyle, styleRefusal } from './change-style.ts';
import { duplicateBlocks } from './duplicate-blocks.ts';
import { lockBlocks } from './lock-blocks.ts';
import { moveBlocks } from './move-blocks.ts';
import { placeAfter } from './place-after.ts';
import { removeBlocks } from './remove-blocks.ts';
import { type Direction, stepBlocks } from './step-blocks.ts';

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

/** The page in one line: what is in columns and sections in brackets, with a bar between columns. */
function line({ draft: { document } }: Editing): string {
  if (document.kind !== 'blocks') return '';
  const one = (block: Block): string => {
    const lists = listsOf(block);
    return lists.length > 0 ? `${block.id}(${lists.map((list) => list.map(one).join(' ')).join(' | ')})` : block.id;
  };
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
    expect(placeAfter(emptyDocument(), 'gone', ['text'])).toEqual(top(0));
  });
});

describe('moving by one', () => {
  const moved = (id: string, ...directions: Direction[]) =>
    line(directions.reduce((editing, direction) => stepBlocks.perform(editing, { ids: [id], direction }), page(id)));

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
    expect(stepBlocks.perform(before, { ids: ['row'], direction: 'right' })).toBe(before);
    expect(stepBlocks.perform(before, { ids: ['footer'], direction: 'right' })).toBe(before);
    expect(stepBlocks.perform(before, { ids: ['gone'], direction: 'up' })).toBe(before);
  });
});

test('moving to where a block is already is no step', () => {
  const before = page('quote');
  expect(moveBlocks.perform(before, { ids: ['quote'], place: top(2) })).toBe(before);
  expect(moveBlocks.perform(before, { ids: ['quote'], place: top(3) })).toBe(before);
  expect(line(moveBlocks.perform(before, { ids: ['quote'], place: { parentId: 'row', column: 1, index: 1 } }))).toBe(
    'heading row(text | button quote image) footer',
  );
});

describe('with a section', () => {
  /** section(title row(text | ) words) last */
  const striped = (selected: string | null = null): Editing => {
    const parts: [Parameters<typeof newBlock>, Parameters<typeof insertBlock>[2]][] = [
      [['section', 'section'], top(0)],
      [['heading', 'title'], { parentId: 'section', column: 0, index: 0 }],
      [['columns', 'row'], { parentId: 'section', column: 0, index: 1 }],
      [['text', 'words'], { parentId: 'section', column: 0, index: 2 }],
      [['text', 'text'], { parentId: 'row', column: 0, index: 0 }],
      [['text', 'last'], top(1)],
    ];
    const document = parts.reduce<BlocksDocument>(
      (built, [block, place]) => insertBlock(built, newBlock(...block), place),
      emptyDocument(),
    );
    return { ...page(selected), draft: { ...page().draft, document } };
  };
  const moved = (id: string, ...directions: Direction[]) =>
    line(directions.reduce((editing, direction) => stepBlocks.perform(editing, { ids: [id], direction }), striped(id)));

  test('the page of these tests', () => {
    expect(line(striped())).toBe('section(title row(text | ) words) last');
  });

  test('moves into the section beside it and out of it', () => {
    expect(moved('last', 'in')).toBe('section(title row(text | ) words last)');
    expect(moved('last', 'left')).toBe('section(title row(text | ) words last)');
    expect(moved('words', 'out')).toBe('section(title row(text | )) words last');
    expect(moved('title', 'in')).toBe('section(row(title text | ) words) last');
    expect(moved('text', 'out')).toBe('section(title row( | ) text words) last');
    expect(moved('text', 'out', 'out')).toBe('section(title row( | ) words) text last');
    expect(moved('row', 'out')).toBe('section(title words) row(text | ) last');
    expect(moved('words', 'right')).toBe('section(title row(text words | )) last');
    expect(moved('section', 'in')).toBe(line(striped()));
  });

  test('adds into the empty place of what is selected, and a section behind everything that it may not be in', () => {
    const added = (selected: string, kind: 'text' | 'columns' | 'section') =>
      line(addBlock.perform(striped(selected), { kind, id: 'new' }));
    expect(added('row', 'text')).toBe('section(title row(text | new) words) last');
    expect(added('row', 'columns')).toBe('section(title row(text | ) new( | ) words) last');
    expect(added('text', 'section')).toBe('section(title row(text | ) words) new() last');
    expect(
      line(addBlock.perform(addBlock.perform(striped(), { kind: 'section', id: 'empty' }), { kind: 'text', id: 'new' })),
    ).toBe('section(title row(text | ) words) last empty(new)');
  });

  test('puts a block in the place of one that is still empty', () => {
    const place = { parentId: 'section', column: 0, index: 3 };
    const after = addBlock.perform(striped('words'), { kind: 'image', id: 'new', place, instead: 'words' });
    expect(line(after)).toBe('section(title row(text | ) new) last');
  });
});

describe('several at once', () => {
  const chosen = (from: string, to: string) => {
    const before = page();
    if (before.draft.document.kind !== 'blocks') throw new Error('no blocks');
    return selecting(before, rangeOf(before.draft.document, from, to));
  };

  test('are the blocks between two, or what holds these', () => {
    expect(chosenOf(chosen('heading', 'quote'))).toEqual(['heading', 'row', 'quote']);
    expect(chosenOf(chosen('quote', 'text'))).toEqual(['row', 'quote']);
    expect(chosenOf(chosen('image', 'button'))).toEqual(['button', 'image']);
    expect(chosenOf(chosen('text', 'image'))).toEqual(['row']);
  });

  test('grow and shrink from where they began', () => {
    const before = page('row');
    const { document } = before.draft;
    if (document.kind !== 'blocks') throw new Error('no blocks');
    const step = (editing: Editing, by: 1 | -1) => selecting(editing, extended(document, editing, by) ?? []);
    expect(chosenOf(step(before, 1))).toEqual(['row', 'quote']);
    expect(chosenOf(step(step(before, 1), -1))).toEqual(['row']);
    expect(chosenOf(step(step(step(before, 1), -1), -1))).toEqual(['heading', 'row']);
    expect(extended(document, page('footer'), 1)).toBeNull();
  });

  test('are everything beside, and then everything', () => {
    const before = page('image');
    const { document } = before.draft;
    if (document.kind !== 'blocks') throw new Error('no blocks');
    expect(allAround(document, before)).toEqual(['button', 'image']);
    const beside = selecting(before, ['button', 'image']);
    expect(allAround(document, beside)).toEqual(['heading', 'row', 'quote', 'footer']);
    expect(allAround(document, page())).toEqual(['heading', 'row', 'quote', 'footer']);
  });

  test('are moved, duplicated, removed as one step, and stay selected', () => {
    const two = chosen('heading', 'row');
    const ids = chosenOf(two);
    const down = stepBlocks.perform(two, { ids, direction: 'down' });
    expect(line(down)).toBe('quote heading row(text | button image) footer');
    expect(chosenOf(down)).toEqual(['heading', 'row']);
    let count = 0;
    const twice = duplicateBlocks.perform(two, { ids, freshId: () => `n${++count}` });
    expect(line(twice)).toBe('heading row(text | button image) n1 n2(n3 | n4 n5) quote footer');
    expect(chosenOf(twice)).toEqual(['n1', 'n2']);
    const gone = removeBlocks.perform(two, { ids });
    expect(line(gone)).toBe('quote footer');
    expect(gone.selected).toBe('quote');
    expect(gone.also).toBeUndefined();
  });

  test('come from elsewhere under new ids, and not where they cannot stand', () => {
    let count = 0;
    const freshId = () => `n${++count}`;
    const blocks = [newBlock('heading', 'heading'), newBlock('columns', 'row')];
    expect(line(addBlocks.perform(page('button'), { blocks, freshId }))).toBe(
      'heading row(text | button image) n1 n2( | ) quote footer',
    );
    const full = Array.from({ length: 600 }, (_, index) => newBlock('spacer', `s${index}`));
    const before = page();
    expect(addBlocks.perform(before, { blocks: full, freshId })).toBe(before);
  });
});

describe('a locked block', () => {
  const locked = (...ids: string[]) => lockBlocks.perform(page(ids[0]), { ids });

  test('is not moved, changed or removed, nor is what is in it, until it is unlocked', () => {
    const before = locked('row');
    expect(moveBlocks.perform(before, { ids: ['text'], place: top(0) })).toBe(before);
    expect(moveBlocks.perform(before, { ids: ['quote'], place: { parentId: 'row', column: 0, index: 0 } })).toBe(before);
    expect(stepBlocks.perform(before, { ids: ['row'], direction: 'up' })).toBe(before);
    expect(changeProps.perform(before, { id: 'text', name: 'size', value: 20 })).toBe(before);
    expect(removeBlocks.perform(before, { ids: ['row'] })).toBe(before);
    expect(duplicateBlocks.perform(before, { ids: ['text'], freshId: () => 'n' })).toBe(before);
    expect(stepBlocks.refused?.(before, { ids: ['row'], direction: 'up' })).toBe('It is locked. Unlock it first.');
    const open = lockBlocks.perform(before, { ids: ['row'] });
    expect(line(removeBlocks.perform(open, { ids: ['row'] }))).toBe('heading quote footer');
  });

  test('stays when others around it are removed, and nothing is added into it', () => {
    const before = locked('row');
    expect(line(removeBlocks.perform(before, { ids: ['heading', 'row', 'quote'] }))).toBe('row(text | button image) footer');
    expect(line(addBlock.perform({ ...before, selected: 'text' }, { kind: 'text', id: 'new' }))).toBe(
      'heading row(text | button image) new quote footer',
    );
  });

  test('has copies that are not', () => {
    let count = 0;
    const after = duplicateBlocks.perform(locked('quote'), { ids: ['quote'], freshId: () => `n${++count}` });
    expect(blockOf(after, after.selected ?? '').locked).toBe(false);
    expect(blockOf(after, 'quote').locked).toBe(true);
  });
});

test('duplicating selects the copy and gives every part of it an id of its own', () => {
  let count = 0;
  const after = duplicateBlocks.perform(page('row'), { ids: ['row'], freshId: () => `copy${++count}` });
  const ids = after.draft.document.kind === 'blocks' ? flatten(after.draft.document).map(({ block }) => block.id) : [];
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toHaveLength(11);
  expect(blockOf(after, after.selected ?? '').kind).toBe('columns');
});

test('removing selects what comes next, or what was before', () => {
  expect(removeBlocks.perform(page('heading'), { ids: ['heading'] }).selected).toBe('row');
  expect(removeBlocks.perform(page('footer'), { ids: ['footer'] }).selected).toBe('quote');
  expect(line(removeBlocks.perform(page('row'), { ids: ['row'] }))).toBe('heading quote footer');
  const before = page();
  expect(removeBlocks.perform(before, { ids: ['gone'] })).toBe(before);
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
    const moved = moveBlocks.perform(three, { ids: ['quote'], place: { parentId: 'row', column: 2, index: 0 } });
    expect(line(changeProps.perform(moved, { id: 'row', name: 'ratio', value: '1-2' }))).toBe(
      'heading row(text | button image quote) footer',
    );
  });

  test('is no step where the value is the same', () => {
    const before = page('text');
    expect(changeProps.perform(before, { id: 'text', name: 'size', value: 16 })).toBe(before);
    expect(changeName.perform(before, { name: 'Winter' })).toBe(before);
    expect(changeEnvelope.perform(before, { name: 'subject', value: 'Bread' })).toBe(before);
    expect(changeStyle.perform(before, { name: 'fontFamily', value: 'brand' })).toBe(before);
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
  expect(changeSource.perform(before, { name: 'source', value: '<p>b</p>' }).draft.document).toMatchObject({ html: '<p>b</p>' });
  expect(addBlock.perform(before, { kind: 'text', id: 'new' })).toBe(before);
  const blocks = page();
  expect(changeSource.perform(blocks, { name: 'source', value: 'x' })).toBe(blocks);
});
