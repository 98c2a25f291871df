import { describe, expect, test } from 'vitest';
import { type BlocksDocument, emptyDocument } from '#shared/content/document.ts';
import { addBlock } from '../actions/add-block.ts';
import { changeEnvelope } from '../actions/change-envelope.ts';
import { changeProps } from '../actions/change-props.ts';
import { changeStyle } from '../actions/change-style.ts';
import { removeBlocks } from '../actions/remove-blocks.ts';
import { type Draft, difference } from './editing.ts';
import { valueAt, withValueAt } from './path.ts';
import { createEditorStore, draftIn, HELD, selectedIn } from './store.ts';

function open() {
  let now = 0;
  const draft: Draft = { name: 'Winter', subject: '', preheader: '', document: emptyDocument() };
  const store = createEditorStore({ draft, saving: { is: 'saved', at: 0 }, now: () => now });
  return {
    store,
    begun: draft,
    wait: (ms: number) => {
      now += ms;
    },
    act: () => store.getState(),
    draft: () => draftIn(store.getState()),
    kinds: () => (draftIn(store.getState()).document as BlocksDocument).blocks.map(({ kind }) => kind),
  };
}

describe('undo', () => {
  test('takes back document, style, subject and preheader in the order they were made, and does them again', () => {
    const { act, draft, wait, begun } = open();
    const states = [begun];
    const then = () => {
      states.push(draft());
      wait(5000);
    };
    act().perform(addBlock, { kind: 'heading', id: 'a' });
    then();
    act().perform(changeProps, { id: 'a', name: 'text', value: 'Bread' });
    then();
    act().perform(changeStyle, { name: 'fontFamily', value: 'serif' });
    then();
    act().perform(changeEnvelope, { name: 'subject', value: 'Bread is back' });
    then();
    act().perform(changeEnvelope, { name: 'preheader', value: 'Rye and spelt' });
    then();
    act().perform(removeBlocks, { ids: ['a'] });
    then();

    const back = [draft()];
    while (act().history.past.length > 0) {
      act().undo();
      back.push(draft());
    }
    expect(back).toEqual([...states].reverse());
    expect(draft()).toBe(begun);
    while (act().history.future.length > 0) act().redo();
    expect(draft()).toBe(states.at(-1));
  });

  test('takes back a run of typing at once, and selects the block that it brings back', () => {
    const { act, draft, store } = open();
    act().perform(addBlock, { kind: 'heading', id: 'a' });
    for (const value of ['B', 'Br', 'Bread']) act().perform(changeEnvelope, { name: 'subject', value });
    act().perform(removeBlocks, { ids: ['a'] });
    expect(selectedIn(store.getState())).toBeNull();
    act().undo();
    expect(selectedIn(store.getState())).toBe('a');
    expect(draft().subject).toBe('Bread');
    act().undo();
    expect(draft().subject).toBe('');
  });

  test('ends an edit in place first, so that its last words are part of what is undone', () => {
    const { act, store, kinds, draft } = open();
    act().perform(addBlock, { kind: 'heading', id: 'a' });
    act().edit('a');
    store.setState({
      finishEditing: () => {
        act().perform(changeProps, { id: 'a', name: 'text', value: 'Last words' });
        act().edit(null);
      },
    });
    act().undo();
    expect(act().editing).toBeNull();
    expect(kinds()).toEqual(['heading']);
    expect(JSON.stringify(draft())).not.toContain('Last words');
    act().redo();
    expect(JSON.stringify(draft())).toContain('Last words');
  });

  test('says so when there is nothing to take back', () => {
    const { act } = open();
    act().undo();
    expect(act().said).toBe('Nothing to undo.');
  });
});

test('counts edits of the draft and nothing else', () => {
  const { act } = open();
  act().perform(addBlock, { kind: 'text', id: 'a' });
  act().select(null);
  act().look({ mode: 'phone' });
  expect(act().edits).toBe(1);
  act().undo();
  expect(act().edits).toBe(2);
});

test('says what happened and where', () => {
  const { act } = open();
  act().perform(addBlock, { kind: 'heading', id: 'a' });
  expect(act().said).toBe('Added: Heading, A heading, 1 of 1.');
  act().perform(removeBlocks, { ids: ['a'] });
  expect(act().said).toBe('Removed: Heading, A heading, 1 of 1.');
});

test('what another window wrote is one step, so that what was here can be had back', () => {
  const { act, draft, begun } = open();
  act().perform(addBlock, { kind: 'heading', id: 'a' });
  const mine = draft();
  act().take({ ...begun, subject: 'Theirs' });
  expect(draft().subject).toBe('Theirs');
  act().undo();
  expect(draft()).toBe(mine);
});

test('a step of another window is not undone by mistake', () => {
  const { act, draft, begun } = open();
  act().perform(addBlock, { kind: 'heading', id: 'a' });
  const mine = draft();
  const theirs = { ...mine, subject: 'Theirs' };
  act().take(theirs, { asked: false });
  act().select('a');
  act().undo();
  expect(draft()).toBe(theirs);
  expect(act().said).toBe(HELD);
  // What is done here on top of it is undone at once.
  act().perform(addBlock, { kind: 'heading', id: 'b' });
  act().undo();
  expect(draft()).toBe(theirs);
  act().undo();
  expect(draft()).toBe(mine);
  act().undo();
  expect(draft()).toBe(begun);
});

describe('the difference of two drafts', () => {
  const draft: Draft = { name: 'Winter', subject: 'Bread', preheader: '', document: emptyDocument() };

  test('is only what differs', () => {
    expect(difference(draft, { ...draft, subject: 'Rye' })).toEqual({ subject: 'Rye' });
    expect(difference(draft, { ...draft, document: emptyDocument() })).toBeNull();
  });

  test('holds an emptied name back', () => {
    expect(difference(draft, { ...draft, name: '  ' })).toBeNull();
    expect(difference(draft, { ...draft, name: '', subject: 'Rye' })).toEqual({ subject: 'Rye' });
  });
});

test('properties are read and written by their name in a form', () => {
  const props = { padding: { vertical: 12, horizontal: 32 }, align: 'left' };
  expect(valueAt(props, 'padding.vertical')).toBe(12);
  expect(valueAt(props, 'padding.deep.er')).toBeUndefined();
  expect(withValueAt(props, 'padding.vertical', 0)).toEqual({ padding: { vertical: 0, horizontal: 32 }, align: 'left' });
});
