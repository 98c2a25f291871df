import { expect, test } from 'vitest';
import { roundSteps } from './scale.ts';

test('lines are drawn at no more than three round numbers', () => {
  expect(roundSteps(284)).toEqual([100, 200]);
  expect(roundSteps(300)).toEqual([100, 200, 300]);
  expect(roundSteps(1_250_000)).toEqual([500_000, 1_000_000]);
  for (let largest = 1; largest < 5000; largest++) expect(roundSteps(largest).length).toBeLessThanOrEqual(3);
});

test('a few clicks are counted in whole ones', () => {
  expect(roundSteps(0)).toEqual([]);
  expect(roundSteps(1)).toEqual([1]);
  expect(roundSteps(2)).toEqual([1, 2]);
});
