import { describe, expect, test } from 'vitest';
import { around, dropAt, innermost, type Zone } from './geometry.ts';

const box = (left: number, top: number, width: number, height: number) => ({ left, top, width, height });

/** A heading, a row of two columns with a text in the left one, and a button. */
const zones: Zone<string>[] = [
  {
    parent: 'page',
    depth: 0,
    box: box(0, 0, 600, 400),
    blocks: [
      { id: 'heading', index: 0, box: box(0, 0, 600, 100) },
      { id: 'columns', index: 1, box: box(0, 100, 600, 200) },
      { id: 'button', index: 2, box: box(0, 300, 600, 100) },
    ],
  },
  { parent: 'left', depth: 1, box: box(0, 100, 300, 200), blocks: [{ id: 'text', index: 0, box: box(0, 100, 300, 80) }] },
  { parent: 'right', depth: 1, box: box(300, 100, 300, 200), blocks: [] },
];
const at = (x: number, y: number) => {
  const drop = dropAt(zones, { x, y });
  return drop && [drop.parent, drop.index];
};

describe('where a block would be dropped', () => {
  test('is before or behind the block under the pointer, by its middle', () => {
    expect(at(300, 40)).toEqual(['page', 0]);
    expect(at(300, 60)).toEqual(['page', 1]);
    expect(at(300, 380)).toEqual(['page', 3]);
  });

  test('is in the column under the pointer', () => {
    expect(at(100, 130)).toEqual(['left', 0]);
    expect(at(100, 200)).toEqual(['left', 1]);
    expect(at(450, 200)).toEqual(['right', 0]);
  });

  test('is around the columns at their edges', () => {
    expect(at(100, 103)).toEqual(['page', 1]);
    expect(at(100, 297)).toEqual(['page', 2]);
  });

  test('is around each of several that begin at the same height, one after the other', () => {
    const nested: Zone<string>[] = [
      { parent: 'page', depth: 0, box: box(0, 0, 600, 300), blocks: [{ id: 'section', index: 0, box: box(0, 0, 600, 300) }] },
      { parent: 'section', depth: 1, box: box(0, 0, 600, 300), blocks: [{ id: 'row', index: 0, box: box(0, 0, 600, 300) }] },
      { parent: 'column', depth: 2, box: box(0, 0, 300, 300), blocks: [{ id: 'text', index: 0, box: box(0, 0, 300, 300) }] },
    ];
    const parents = [4, 14, 24, 276, 286, 296].map((y) => dropAt(nested, { x: 100, y })?.parent);
    expect(parents).toEqual(['page', 'section', 'column', 'column', 'section', 'page']);
  });

  test('counts in the list of the document, where some blocks are not seen', () => {
    const some: Zone<string>[] = [
      {
        parent: 'page',
        depth: 0,
        box: box(0, 0, 600, 200),
        blocks: [
          { id: 'b', index: 1, box: box(0, 0, 600, 100) },
          { id: 'd', index: 3, box: box(0, 100, 600, 100) },
        ],
      },
    ];
    expect([10, 90, 190].map((y) => dropAt(some, { x: 10, y })?.index)).toEqual([1, 3, 4]);
  });

  test('is on the page where the pointer is beside it or below everything', () => {
    expect(at(-50, 20)).toEqual(['page', 0]);
    expect(at(700, 900)).toEqual(['page', 3]);
  });

  test('is never in what is closed to it', () => {
    const drop = dropAt(zones, { x: 450, y: 250 }, (parent) => parent !== 'page');
    expect(drop).toMatchObject({ parent: 'page', index: 2 });
  });

  test('is shown by a line between the neighbours, at an edge, or in the middle of an empty column', () => {
    expect(dropAt(zones, { x: 300, y: 60 })?.line).toEqual({ left: 0, top: 100, width: 600 });
    expect(dropAt(zones, { x: 300, y: 10 })?.line).toEqual({ left: 0, top: 0, width: 600 });
    expect(dropAt(zones, { x: 300, y: 399 })?.line).toEqual({ left: 0, top: 400, width: 600 });
    expect(dropAt(zones, { x: 450, y: 200 })?.line).toEqual({ left: 300, top: 200, width: 300 });
  });

  test('is nowhere without a page', () => {
    expect(dropAt([], { x: 0, y: 0 })).toBeNull();
  });
});

test('the innermost block is the one pointed at', () => {
  const blocks = zones.flatMap((zone) => zone.blocks);
  expect(innermost(blocks, { x: 100, y: 150 })?.id).toBe('text');
  expect(innermost(blocks, { x: 450, y: 150 })?.id).toBe('columns');
  expect(innermost(blocks, { x: 450, y: 900 })).toBeNull();
});

test('a block of several elements is as large as all of them together', () => {
  expect(around([box(10, 10, 20, 20), box(20, 40, 50, 10)])).toEqual(box(10, 10, 60, 40));
  expect(around([])).toBeNull();
});
