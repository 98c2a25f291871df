import { describe, expect, it } from 'vitest';
import { ago, bytes, duration, number, people, percent, plural } from './format.ts';

describe('how numbers and times are written', () => {
  it('separates thousands and counts people', () => {
    expect(number(4312)).toBe('4,312');
    expect(people(1)).toBe('1 person');
    expect(people(4312)).toBe('4,312 people');
    expect(plural(0, 'row')).toBe('0 rows');
  });

  it('gives a share to a tenth, and none of nothing', () => {
    expect(percent(311, 2621)).toBe('11.9%');
    expect(percent(0, 0)).toBe('–');
  });

  it('says how large a file is', () => {
    expect([bytes(12), bytes(46_400), bytes(1_100_000)]).toEqual(['12 bytes', '46 KB', '1.1 MB']);
  });

  it('says how long something takes in the unit one would use', () => {
    expect(duration(40)).toBe('less than a second');
    expect(duration(7000)).toBe('7 seconds');
    expect(duration(13 * 60_000)).toBe('13 minutes');
    expect(duration(125 * 60_000)).toBe('2 hours 5 minutes');
    expect(duration(119.8 * 60_000)).toBe('2 hours');
  });

  it('says how long ago something was', () => {
    const now = Date.UTC(2026, 10, 21, 12);
    const day = 86_400_000;
    expect([ago(now - 5000, now), ago(now - 9 * 60_000, now), ago(now - day, now), ago(now - 21 * day, now)]).toEqual([
      'just now',
      '9 minutes ago',
      'yesterday',
      '3 weeks ago',
    ]);
  });
});
