import { expect, test } from 'vitest';
import { written } from '#shared/content/source.ts';
import { begin, type History, record, undo } from '../history.ts';
import type { Draft, Editing } from '../store/editing.ts';
import { decodeSteps, oldestKept, patchSlices, textOf } from './steps.ts';

const draft = (markdown: string): Draft => ({ name: 'a', subject: '', preheader: '', document: written('markdown', markdown) });
const editing = (markdown: string): Editing => ({ draft: draft(markdown), selected: null });
const rest = async () => undefined;

function history(...steps: string[]): History<Editing> {
  const [first = '', ...others] = steps;
  return others.reduce((made, step, index) => record(made, editing(step), { now: index * 10_000 }), begin(editing(first)));
}

const drafts = ({ past, present, future }: History<Editing>): Draft[] => [...past, present, ...future].map((one) => one.draft);
/** As they are written down and read again. */
const kept = (made: History<Editing>, from = 0) => {
  const own = drafts(made).slice(from);
  return { first: textOf(own[0] ?? made.present.draft), patches: patchSlices(own, 1).flat(), at: made.past.length - from };
};

test('steps come back as they were, also what was undone', async () => {
  const made = undo(undo(history('one', 'one two', 'one 2', 'three', '👩‍🍳 "quoted"')));
  const back = await decodeSteps(kept(made), rest);
  expect(back?.past).toEqual(made.past.map(({ draft: past }) => past));
  expect(back?.present).toEqual(made.present.draft);
  expect(back?.future).toEqual(made.future.map(({ draft: future }) => future));
  expect(back?.isExact).toBe(true);
});

test('what differs is written down, not each draft whole, and only what is new', () => {
  const long = 'word '.repeat(10_000);
  const made = history(...Array.from({ length: 200 }, (_, at) => `${long}${at}`));
  expect(JSON.stringify(kept(made)).length).toBeLessThan(long.length * 1.3);
  expect(patchSlices(drafts(made), 199)).toEqual([[[expect.any(Number), 1, '9']]]);
});

test('what is written or read at once is small, however long the history is', () => {
  const made = history(...Array.from({ length: 30 }, (_, at) => String.fromCharCode(97 + at).repeat(50_000)));
  const slices = patchSlices(drafts(made), 1);
  expect(slices.flat()).toHaveLength(29);
  for (const slice of slices) expect(JSON.stringify(slice).length).toBeLessThan(260_000);
});

test('where it takes too much room the oldest steps melt into one', async () => {
  const made = history(...Array.from({ length: 30 }, (_, at) => String.fromCharCode(97 + (at % 26)).repeat(200_000)));
  const back = await decodeSteps(kept(made, oldestKept(drafts(made), made.past.length)), rest);
  expect(back?.present).toEqual(made.present.draft);
  expect(back?.past.length).toBeGreaterThan(5);
  expect(back?.past.length).toBeLessThan(20);
});

test('what cannot be read is no history', async () => {
  for (const steps of [
    { first: '', patches: [], at: 0 },
    { first: '{}', patches: [], at: 0 },
    { first: textOf(draft('one')), patches: [[0, 5, 'x'] as [number, number, string]], at: 1 },
    { first: textOf(draft('one')), patches: [], at: 3 },
  ])
    expect(await decodeSteps(steps, rest)).toBeNull();
});
