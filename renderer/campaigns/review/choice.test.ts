import { expect, it } from 'vitest';
import { beginOf } from './begin.ts';
import { choiceOf, clockWords, laterOf, mannerOf, scheduledAs } from './choice.ts';

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

it('is each person’s best hour from soon on, the same for a while, and with nobody who goes first', () => {
  const planned = choiceOf({ when: { kind: 'best', from: 5 }, how: { kind: 'at-once' } });
  const now = Date.UTC(2026, 10, 16, 9, 6);
  expect(laterOf(planned, now)).toEqual({ kind: 'best', from: Date.UTC(2026, 10, 16, 9, 30) });
  expect(laterOf(planned, now + 14 * 60_000)).toEqual(laterOf(planned, now));
  expect(mannerOf({ ...planned, how: 'canary' })).toEqual({ kind: 'at-once' });
  expect(beginOf(planned, undefined, now).trouble).toContain('looked up');
  const few = { waves: [{ at: Date.UTC(2999, 4, 1, 9), recipients: 30, zones: [] }], known: 19 };
  expect(scheduledAs(planned, few)).toEqual({ kind: 'at', wall: '2999-05-01T09:00', zone: 'UTC' });
  expect(scheduledAs(planned, { ...few, known: 20 })).toMatchObject({ kind: 'best' });
  expect(beginOf(planned, [{ at: now + 5, recipients: 3 }], now)).toEqual({ at: now + 5, trouble: '' });
});

it('says what clocks do to a time that they skip or show twice', () => {
  expect(clockWords('2026-03-29T02:30', 'Europe/Berlin')).toContain('becomes 03:30');
  expect(clockWords('2026-10-25T02:30', 'Europe/Berlin')).toContain('twice');
  expect(clockWords('2026-06-01T02:30', 'Europe/Berlin')).toBe('');
});
