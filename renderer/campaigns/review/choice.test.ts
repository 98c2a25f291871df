import { expect, it } from 'vitest';
import { choiceOf, clockWords, laterOf, mannerOf } from './choice.ts';

const wall = '2999-05-01T09:00';

it('is now and at once, unless something was planned', () => {
  const choice = choiceOf(null);
  expect([choice.when, laterOf(choice), mannerOf(choice)]).toEqual(['now', null, { kind: 'at-once' }]);
});

it('takes up what was planned, and proposes another time for one that is over', () => {
  const when = { kind: 'local', wall, zone: 'Asia/Tokyo', field: 'country', late: 'next-day' } as const;
  const spread = { kind: 'spread', ms: 7_200_000 } as const;
  const choice = choiceOf({ when, how: spread });
  expect([laterOf(choice), mannerOf(choice)]).toEqual([when, spread]);
  const quiet = { kind: 'canary', first: 50, after: { kind: 'quiet', ms: 3_600_000, refusedPercent: 2 } } as const;
  expect(mannerOf(choiceOf({ when: { kind: 'at', wall, zone: 'UTC' }, how: quiet }))).toEqual(quiet);
  const over = choiceOf({ when: { kind: 'at', wall: '2020-01-01T07:00', zone: 'UTC' }, how: spread });
  expect(laterOf(over)).toMatchObject({ kind: 'at', wall: expect.stringMatching(/T09:00$/), zone: 'UTC' });
});

it('has nobody go first where waves go by local time', () => {
  expect(mannerOf({ ...choiceOf(null), when: 'local', how: 'canary' })).toEqual({ kind: 'at-once' });
});

it('says what clocks do to a time that they skip or show twice', () => {
  expect(clockWords('2026-03-29T02:30', 'Europe/Berlin')).toContain('becomes 03:30');
  expect(clockWords('2026-10-25T02:30', 'Europe/Berlin')).toContain('twice');
  expect(clockWords('2026-06-01T02:30', 'Europe/Berlin')).toBe('');
});
