import { describe, expect, it } from 'vitest';
import { isWallTime, isZone, nextDay, resolveWallTime, wallTimeAt } from './zoned-time.ts';

const resolve = (wall: string, zone: string) => {
  const { at, is } = resolveWallTime(wall, zone);
  return [new Date(at).toISOString().slice(0, 16), is, wallTimeAt(at, zone)];
};

describe('a time on the wall', () => {
  it('is a moment of its zone, in summer and in winter', () => {
    expect(resolve('2026-07-01T09:00', 'Europe/Berlin')).toEqual(['2026-07-01T07:00', 'once', '2026-07-01T09:00']);
    expect(resolve('2026-12-01T09:00', 'Europe/Berlin')).toEqual(['2026-12-01T08:00', 'once', '2026-12-01T09:00']);
    expect(resolve('2026-07-01T09:00', 'Asia/Kolkata')).toEqual(['2026-07-01T03:30', 'once', '2026-07-01T09:00']);
    expect(resolve('2026-07-01T09:00', 'UTC')).toEqual(['2026-07-01T09:00', 'once', '2026-07-01T09:00']);
    expect(resolve('2026-07-01T09:00', '-03:30')).toEqual(['2026-07-01T12:30', 'once', '2026-07-01T09:00']);
  });

  it('that clocks skip is as much later as they skip', () => {
    expect(resolve('2026-03-29T02:30', 'Europe/Berlin')).toEqual(['2026-03-29T01:30', 'skipped', '2026-03-29T03:30']);
    expect(resolve('2026-03-08T02:00', 'America/New_York')).toEqual(['2026-03-08T07:00', 'skipped', '2026-03-08T03:00']);
    expect(resolve('2026-10-04T02:15', 'Australia/Lord_Howe')).toEqual(['2026-10-03T15:45', 'skipped', '2026-10-04T02:45']);
    expect(resolve('2011-12-30T12:00', 'Pacific/Apia')).toEqual(['2011-12-30T22:00', 'skipped', '2011-12-31T12:00']);
  });

  it('that clocks show twice is the first of the two', () => {
    expect(resolve('2026-10-25T02:30', 'Europe/Berlin')).toEqual(['2026-10-25T00:30', 'twice', '2026-10-25T02:30']);
    expect(resolve('2026-11-01T01:30', 'America/New_York')).toEqual(['2026-11-01T05:30', 'twice', '2026-11-01T01:30']);
    expect(resolve('2026-04-05T01:45', 'Australia/Lord_Howe')).toEqual(['2026-04-04T14:45', 'twice', '2026-04-05T01:45']);
  });

  it('at the edges of a change is there once', () => {
    expect(resolve('2026-03-29T01:59', 'Europe/Berlin')[1]).toBe('once');
    expect(resolve('2026-03-29T03:00', 'Europe/Berlin')[1]).toBe('once');
    expect(resolve('2026-10-25T01:59', 'Europe/Berlin')[1]).toBe('once');
    expect(resolve('2026-10-25T03:00', 'Europe/Berlin')[1]).toBe('once');
  });

  it('of every half hour of the months of change is shown again by the clocks at its moment, unless they skip it', () => {
    for (const zone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Tokyo']) {
      const found = { once: 0, skipped: 0, twice: 0 };
      for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 1_800_000) {
        if (![2, 3, 9, 10].includes(new Date(at).getUTCMonth())) continue;
        const wall = new Date(at).toISOString().slice(0, 16);
        const resolved = resolveWallTime(wall, zone);
        found[resolved.is] += 1;
        expect(wallTimeAt(resolved.at, zone) === wall).toBe(resolved.is !== 'skipped');
      }
      const changes = { 'Europe/Berlin': 2, 'America/New_York': 2, 'Australia/Lord_Howe': 1 }[zone] ?? 0;
      expect([zone, found.skipped, found.twice]).toEqual([zone, changes, changes]);
    }
  });

  it('is a real day and time, and a zone is one that is known', () => {
    expect(['2026-02-28T23:59', '2028-02-29T00:00'].every(isWallTime)).toBe(true);
    expect(['2026-02-29T09:00', '2026-01-01T24:00', '2026-01-01 09:00', 'tomorrow', ''].some(isWallTime)).toBe(false);
    expect(['Europe/Berlin', 'UTC', '+05:30'].every(isZone)).toBe(true);
    expect(['Europe/Nowhere', '', 'Germany'].some(isZone)).toBe(false);
    expect(nextDay('2026-12-31T09:00')).toBe('2027-01-01T09:00');
  });
});
