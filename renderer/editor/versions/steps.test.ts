import { expect, test } from 'vitest';
import { written } from '#shared/content/source.ts';
import { begin, type History, record, undo } from '../history.ts';
import type { Draft, Editing } from '../store/editing.ts';
import { decodeSteps, encodeSteps } from './steps.ts';

const draft = (markdown: string): Draft => ({ name: 'a', subject: '', preheader: '', document: written('markdown', markdown) });
const editing = (markdown: string): Editing => ({ draft: draft(markdown), selected: null });
const rest = async () => undefined;

function history(...steps: string[]): History<Editing> {
  const [first = '', ...others] = steps;
  return others.reduce((made, step, index) => record(made, editing(step), { now: index * 10_000 }), begin(editing(first)));
}

test('steps come back as they were, also what was undone', async () => {
  const made = undo(undo(history('one', 'one two', 'one 2', 'three', '👩‍🍳 "quoted"')));
  const back = await decodeSteps(encodeSteps(made), rest);
  expect(back?.past).toEqual(made.past.map(({ draft: past }) => past));
  expect(back?.present).toEqual(made.present.draft);
  expect(back?.future).toEqual(made.future.map(({ draft: future }) => future));
});

test('what differs is written down, not each draft whole', () => {
  const long = 'word '.repeat(10_000);
  const made = history(...Array.from({ length: 200 }, (_, at) => `${long}${at}`));
  expect(encodeSteps(made).length).toBeLessThan(long.length * 1.3);
});

test('where it takes too much room the oldest steps melt into one', async () => {
  const made = history(...Array.from({ length: 30 }, (_, at) => String.fromCharCode(97 + (at % 26)).repeat(200_000)));
  const text = encodeSteps(made);
  expect(text.length).toBeLessThan(3_500_000);
  const back = await decodeSteps(text, rest);
  expect(back?.present).toEqual(made.present.draft);
  expect(back?.past.length).toBeGreaterThan(5);
});

test('what cannot be read is no history', async () => {
  for (const text of [
    '',
    '{}',
    '{"v":2}',
    '{"v":1,"first":"{}","patches":[],"at":0}',
    '{"v":1,"first":"x","patches":[[0,0,1]],"at":0}',
  ])
    expect(await decodeSteps(text, rest)).toBeNull();
});
