import { expect, it } from 'vitest';
import { lastTime } from './engagement.ts';
import type { Place } from './parts.ts';
import { momentTest } from './tests.ts';

// Nothing of these is looked up.
const at = { place: 'filter', depth: 1 } as Place;
const leaf = (op: string, value: unknown) => ({ field: 'created_at', op, value });
const second = Date.parse('2026-05-12T07:30:00Z');

it('compares moments to the second, as they are told, and what has fractions as its second', () => {
  for (const value of ['2026-05-12T07:30:00Z', '2026-05-12T09:30:00.900+02:00']) {
    expect(momentTest(leaf('before', value), at)).toEqual({ type: 'date', op: 'earlier', at: second });
    expect(momentTest(leaf('after', value), at)).toEqual({ type: 'date', op: 'later', at: second + 999 });
    expect(lastTime('opened', leaf('after', value), at)).toMatchObject({ did: true, within: { since: second + 999 } });
    expect(lastTime('opened', leaf('before', value), at)).toMatchObject({
      match: 'all',
      rules: [
        { did: true, within: null },
        { did: false, within: { since: second - 1 } },
      ],
    });
  }
  expect(() => momentTest(leaf('after', 'yesterday'), at)).toThrow('is a time such as');
});
