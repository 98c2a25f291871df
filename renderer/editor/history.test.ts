import { expect, test } from 'vitest';
import { amend, begin, RUN_MS, record, redo, settle, undo } from './history.ts';

test('goes back and forth through every step', () => {
  let history = begin('a');
  for (const [now, next] of ['b', 'c'].entries()) history = record(history, next, { now });
  history = undo(history);
  expect(history.present).toBe('b');
  history = undo(history);
  expect(history.present).toBe('a');
  expect(undo(history)).toBe(history);
  history = redo(redo(history));
  expect(history.present).toBe('c');
  expect(redo(history)).toBe(history);
});

test('forgets what was undone once something else is done', () => {
  const history = record(undo(record(begin('a'), 'b', { now: 0 })), 'c', { now: 1 });
  expect(history.future).toEqual([]);
  expect(undo(history).present).toBe('a');
});

test('undoes a run of typing as one step', () => {
  let history = begin('');
  for (const [index, next] of ['b', 'br', 'bre', 'brea'].entries()) {
    history = record(history, next, { key: 'subject', now: index * 300 });
  }
  expect(undo(history).present).toBe('');
});

test('begins a new step after a pause, in another field, and after a selection', () => {
  const typed = record(begin(''), 'a', { key: 'subject', now: 0 });
  expect(undo(record(typed, 'ab', { key: 'subject', now: RUN_MS })).present).toBe('a');
  expect(undo(record(typed, 'ab', { key: 'preheader', now: 1 })).present).toBe('a');
  expect(undo(record(settle(typed), 'ab', { key: 'subject', now: 1 })).present).toBe('a');
});

test('melts nothing into a step that was undone', () => {
  const undone = undo(record(record(begin(''), 'a', { key: 'x', now: 0 }), 'b', { now: 10 }));
  expect(undo(record(undone, 'ab', { key: 'x', now: 20 })).present).toBe('a');
});

test('leaves no step for the same thing and for what is only amended', () => {
  const history = begin('a');
  expect(record(history, 'a', { now: 0 })).toBe(history);
  expect(amend(history, 'z')).toEqual({ ...history, present: 'z' });
});

test('keeps every step of a very long history', () => {
  let history = begin(0);
  for (let index = 1; index <= 1000; index += 1) history = record(history, index, { now: index });
  expect(history.past).toHaveLength(1000);
  expect(undo(history).present).toBe(999);
  for (let index = 1; index <= 1000; index += 1) history = undo(history);
  expect(history.present).toBe(0);
});
