import { expect, test } from 'vitest';
import { isMarked, markedName, placeOf } from './play-mark.ts';

test('the mark stands in the middle of a still, which is made no larger than a message shows sharply', () => {
  expect(placeOf({ width: 2400, height: 1350 })).toEqual({ width: 1200, height: 675, x: 600, y: 337.5, radius: 95 });
  expect(placeOf({ width: 300, height: 40 })).toMatchObject({ width: 300, height: 40, radius: 12 });
});

test('a still that has the mark is known by its name', () => {
  expect(markedName('baker at work.PNG')).toBe('baker at work-play.jpg');
  expect(isMarked(markedName('a.b.jpeg'))).toBe(true);
  expect(isMarked('play.jpg')).toBe(false);
});
