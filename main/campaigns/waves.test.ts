import { describe, expect, it } from 'vitest';
import { drawWaves } from './waves.ts';
import { zoneOf } from './zone-of.ts';

describe('where somebody is', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['america/new york', 'america/new_york'],
    ['+02:00', '+02:00'],
    ['UTC-5', '-05:00'],
    ['GMT +5:30', '+05:30'],
    ['+0545', '+05:45'],
    ['utc', 'UTC'],
    ['DE', 'Europe/Berlin'],
    ['deutschland', 'Europe/Berlin'],
    [' France ', 'Europe/Paris'],
    ['USA', 'America/New_York'],
    ['us', 'America/New_York'],
    ['Schweiz', 'Europe/Zurich'],
    ['Japan', 'Asia/Tokyo'],
    ['UK', 'Europe/London'],
  ])('is understood of “%s”', (value, zone) => expect(zoneOf(value)).toBe(zone));

  it.each(['', 'somewhere', 'Kiel', '+25:00', '+02:99', '5', 'Europe/Nowhere', 'x'.repeat(100)])(
    'is not known of “%s”',
    (value) => expect(zoneOf(value)).toBeNull(),
  );
});

describe('waves', () => {
  const when = { kind: 'local', wall: '2026-03-29T09:00', zone: 'Europe/Berlin', field: 'zone', late: 'now' } as const;
  const at = (iso: string) => Date.parse(`${iso}Z`);
  const values = [
    { value: 'Asia/Tokyo', recipients: 5 },
    { value: 'JP', recipients: 2 },
    { value: 'America/New_York', recipients: 3 },
    { value: 'by the sea', recipients: 4 },
  ];

  it('are drawn from what people have in the field, and the sender’s zone for who has nothing there', () => {
    const drawn = drawWaves({ when, values, recipients: 20, now: at('2026-03-28T12:00') });
    expect(drawn.waves).toEqual([
      { at: at('2026-03-29T00:00'), recipients: 7, zones: ['Asia/Tokyo'] },
      // The clocks in Berlin went forward that night.
      { at: at('2026-03-29T07:00'), recipients: 10, zones: ['Europe/Berlin'] },
      { at: at('2026-03-29T13:00'), recipients: 3, zones: ['America/New_York'] },
    ]);
    expect(drawn).toMatchObject({ unknown: 10, late: 0, otherwise: at('2026-03-29T07:00') });
    expect(drawn.due).toEqual([
      ['Asia/Tokyo', at('2026-03-29T00:00')],
      ['JP', at('2026-03-29T00:00')],
      ['America/New_York', at('2026-03-29T13:00')],
    ]);
  });

  it('go at once for whom the time is over, or on the next day, and without a word within the grace', () => {
    const now = at('2026-03-29T07:30');
    const drawn = drawWaves({ when, values, recipients: 20, now });
    expect(drawn).toMatchObject({ late: 7, waves: [{ at: now, recipients: 17 }, { at: at('2026-03-29T13:00') }] });
    const later = drawWaves({ when: { ...when, late: 'next-day' }, values, recipients: 20, now });
    expect(later.waves.map((wave) => [wave.at, wave.recipients])).toEqual([
      [now, 10],
      [at('2026-03-29T13:00'), 3],
      [at('2026-03-30T00:00'), 7],
    ]);
  });

  it('never lie in the past, however long it is over', () => {
    const now = at('2026-06-01T12:00');
    const drawn = drawWaves({ when: { ...when, late: 'next-day' }, values, recipients: 20, now });
    expect(drawn.waves.every((wave) => wave.at > now && wave.at < now + 25 * 3_600_000)).toBe(true);
    expect(drawn.late).toBe(20);
  });

  it('are as many as there are zones', () => {
    const everywhere = Intl.supportedValuesOf('timeZone').map((value) => ({ value, recipients: 1 }));
    const drawn = drawWaves({ when, values: everywhere, recipients: everywhere.length, now: at('2026-03-27T12:00') });
    expect(drawn.waves.length).toBeGreaterThan(24);
    expect(drawn.waves.reduce((sum, wave) => sum + wave.recipients, 0)).toBe(everywhere.length);
  });
});
