import { expect, test } from 'vitest';
import { cropTo, fromPercent, inPercent, inside, resized, sizeOf } from './redraw.ts';

const picture = { width: 1200, height: 800 };

test('a proportion is cut from the middle, as large as it can be', () => {
  expect(cropTo(picture, 1)).toEqual({ left: 200, top: 0, width: 800, height: 800 });
  expect(cropTo(picture, 3)).toEqual({ left: 0, top: 200, width: 1200, height: 400 });
  expect(cropTo(picture, null)).toEqual({ left: 0, top: 0, width: 1200, height: 800 });
});

test('a part stays inside of its picture and is never empty', () => {
  expect(inside(picture, { left: 1100, top: -50, width: 300, height: 0 })).toEqual({ left: 900, top: 0, width: 300, height: 1 });
});

test('a picture is made smaller in proportion, and never larger than it is', () => {
  const crop = cropTo(picture, null);
  expect(sizeOf({ crop, width: 600 })).toEqual({ width: 600, height: 400 });
  expect(sizeOf({ crop, width: 5000 })).toEqual({ width: 1200, height: 800 });
});

test('a part that keeps its proportion grows on both sides, as far as the picture goes', () => {
  const crop = cropTo(picture, 1);
  expect(resized(picture, crop, { width: 300, ratio: 1 })).toEqual({ left: 200, top: 0, width: 300, height: 300 });
  expect(resized(picture, crop, { height: 400, ratio: 2 })).toEqual({ left: 200, top: 0, width: 800, height: 400 });
  expect(resized(picture, crop, { width: 1200, ratio: 1 })).toEqual({ left: 200, top: 0, width: 800, height: 800 });
  expect(resized(picture, crop, { width: 300, ratio: null })).toEqual({ left: 200, top: 0, width: 300, height: 800 });
});

test('a part dragged where the picture is shown is the same part in its own pixels', () => {
  const crop = { left: 131, top: 17, width: 613, height: 401 };
  expect(fromPercent(picture, inPercent(picture, crop))).toEqual(crop);
  expect(fromPercent(picture, { x: -1, y: 60, width: 50, height: 50 })).toEqual({ left: 0, top: 400, width: 600, height: 400 });
});
