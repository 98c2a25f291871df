/** How many requests of one caller are answered in a minute. */
export type Rate = { limit: number; left: number; resetAt: number };

export const MINUTE = 60_000;
const MOST_CALLERS = 10_000;

/** Windows of a minute that begin with the first request in them. What is refused is not counted. */
export function createRateWindows(limit: number): {
  look: (caller: string, now: number) => Rate;
  take: (caller: string, now: number) => Rate;
} {
  const windows = new Map<string, { endsAt: number; used: number }>();

  function windowOf(caller: string, now: number) {
    const known = windows.get(caller);
    // A clock that was set back must not lock anybody out.
    if (known && known.endsAt > now && known.endsAt <= now + MINUTE) return known;
    if (windows.size >= MOST_CALLERS) for (const [name, { endsAt }] of windows) if (endsAt <= now) windows.delete(name);
    const fresh = { endsAt: now + MINUTE, used: 0 };
    windows.set(caller, fresh);
    return fresh;
  }
  const rateOf = ({ endsAt, used }: { endsAt: number; used: number }): Rate => ({
    limit,
    left: Math.max(0, limit - used),
    resetAt: endsAt,
  });

  return {
    look: (caller, now) => rateOf(windowOf(caller, now)),
    take: (caller, now) => {
      const window = windowOf(caller, now);
      window.used += 1;
      return rateOf(window);
    },
  };
}
