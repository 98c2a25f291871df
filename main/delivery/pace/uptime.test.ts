import os from 'node:os';
import { afterEach, expect, test, vi } from 'vitest';
import { createUptime } from './uptime.ts';

afterEach(() => vi.restoreAllMocks());

test('it goes on evenly while the clock is set a day forth and back', () => {
  const uptime = createUptime();
  const before = uptime();
  const now = Date.now();
  for (const jump of [86_400_000, -86_400_000]) {
    vi.spyOn(Date, 'now').mockReturnValue(now + jump);
    const passed = uptime() - before;
    expect(passed).toBeGreaterThanOrEqual(0);
    expect(passed).toBeLessThan(1_000);
  }
});

test('it counts the time that the computer slept', () => {
  const uptime = createUptime();
  const before = uptime();
  const slept = 3_600_000;
  const [now, up] = [Date.now(), os.uptime()];
  vi.spyOn(Date, 'now').mockReturnValue(now + slept);
  vi.spyOn(os, 'uptime').mockReturnValue(up + slept / 1000);
  expect(uptime() - before).toBeGreaterThan(slept - 1_000);
  expect(uptime() - before).toBeLessThan(slept + 1_000);
});
