import { expect, test } from 'vitest';
import { cropTo, inside, sizeOf } from './redraw.ts';

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
