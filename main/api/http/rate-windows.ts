/** How many requests of one caller are answered in a minute. */
export type Rate = { limit: number; left: number; resetAt: number };

/** Who asks, how many requests a minute they have at this moment, and when. */
type Asked = { caller: string; limit: number; now: number };

export const MINUTE = 60_000;
const MOST_CALLERS = 10_000;

/** Windows of a minute that begin with the first request in them. What is refused is not counted. */
export function createRateWindows(): { look: (asked: Asked) => Rate; take: (asked: Asked) => Rate } {
  const windows = new Map<string, { endsAt: number; used: number }>();

  function windowOf({ caller, now }: Asked) {
    const known = windows.get(caller);
    // A clock that was set back must not lock anybody out.
    if (known && known.endsAt > now && known.endsAt <= now + MINUTE) return known;
    if (windows.size >= MOST_CALLERS) for (const [name, { endsAt }] of windows) if (endsAt <= now) windows.delete(name);
    const fresh = { endsAt: now + MINUTE, used: 0 };
    windows.set(caller, fresh);
    return fresh;
  }
  const rateOf = ({ endsAt, used }: { endsAt: number; used: number }, { limit }: Asked): Rate => ({
    limit,
    left: Math.max(0, limit - used),
    resetAt: endsAt,
  });

  return {
    look: (asked) => rateOf(windowOf(asked), asked),
    take: (asked) => {
      const window = windowOf(asked);
      window.used += 1;
      return rateOf(window, asked);
    },
  };
}
