import { expect, test } from 'vitest';
import { noCounts, stateAfter } from './send-state.ts';

const sending = { state: 'sending', pauseReason: '' } as const;
const counts = (some: Partial<ReturnType<typeof noCounts>>) => ({ ...noCounts(), ...some });

test('a send with messages left keeps its state', () => {
  expect(stateAfter(sending, counts({ deferred: 1, uncertain: 3 }))).toEqual(sending);
  expect(stateAfter({ state: 'paused', pauseReason: 'x' }, counts({ pending: 1 }))).toEqual({
    state: 'paused',
    pauseReason: 'x',
  });
});

test('a send is finished when every message has an outcome', () => {
  expect(stateAfter(sending, counts({ accepted: 2, refused: 1, skipped: 4 }))).toEqual({ state: 'finished', pauseReason: '' });
});

test('a send whose last unknown outcomes wait for a person is not finished', () => {
  expect(stateAfter(sending, counts({ accepted: 2, uncertain: 2 }))).toMatchObject({
    state: 'paused',
    pauseReason: expect.stringContaining('2 messages'),
  });
});

test('a cancelled send stays cancelled, whatever is uncertain', () => {
  expect(stateAfter({ state: 'cancelled', pauseReason: '' }, counts({ uncertain: 1 })).state).toBe('cancelled');
});
