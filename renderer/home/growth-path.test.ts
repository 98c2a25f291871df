import { describe, expect, it } from 'vitest';
import { growthPath } from './growth-path.ts';

const size = { width: 100, height: 50 };

describe('the line of growth', () => {
  it('ends at the right edge, at the top when the last is the most', () => {
    expect(
      growthPath(
        [
          { at: 0, total: 0 },
          { at: 10, total: 20 },
        ],
        size,
      ),
    ).toBe('M0.0 50.0 L100.0 0.0');
  });

  it('is flat in the middle when nothing has changed', () => {
    expect(
      growthPath(
        [
          { at: 0, total: 7 },
          { at: 10, total: 7 },
        ],
        size,
      ),
    ).toBe('M0.0 25.0 L100.0 25.0');
  });

  it('is nothing without points', () => {
    expect(growthPath([], size)).toBe('');
  });
});
