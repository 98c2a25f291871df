import { describe, expect, it } from 'vitest';
import { nextIndex } from './grid-keys.ts';

const at = (current: number, rowCount = 100) => ({ current, rowCount, pageRows: 10 });

describe('keys in a table', () => {
  it('move by a row, by a page and to the ends', () => {
    expect(nextIndex('ArrowDown', at(4))).toBe(5);
    expect(nextIndex('ArrowUp', at(4))).toBe(3);
    expect(nextIndex('PageDown', at(4))).toBe(14);
    expect(nextIndex('PageUp', at(14))).toBe(4);
    expect(nextIndex('Home', at(50))).toBe(0);
    expect(nextIndex('End', at(50))).toBe(99);
  });

  it('stay within the table', () => {
    expect(nextIndex('ArrowUp', at(0))).toBe(0);
    expect(nextIndex('PageDown', at(95))).toBe(99);
    expect(nextIndex('ArrowDown', at(0, 0))).toBe(0);
  });

  it('are left to others where they do not move', () => {
    expect(nextIndex('a', at(4))).toBeNull();
  });
});
