type Waiter = { ids: ReadonlySet<number>; check: () => void; end: () => void };

/** Those who wait for the outcome of certain messages. */
type Waiters = {
  settled: (messageId: number) => void;
  wait: (isDone: () => boolean, messageIds: readonly number[], timeoutMs: number) => Promise<void>;
  end: () => void;
};

export function createWaiters(): Waiters {
  const waiting = new Set<Waiter>();
  return {
    settled: (messageId) => {
      if (waiting.size === 0) return;
      // After the transaction that settles it.
      for (const waiter of waiting) if (waiter.ids.has(messageId)) setImmediate(waiter.check);
    },
    wait: (isDone, messageIds, timeoutMs) =>
      new Promise((resolve) => {
        if (isDone()) return resolve();
        const end = () => {
          clearTimeout(timer);
          waiting.delete(waiter);
          resolve();
        };
        const waiter: Waiter = { ids: new Set(messageIds), check: () => isDone() && end(), end };
        const timer = setTimeout(end, timeoutMs);
        waiting.add(waiter);
      }),
    end: () => {
      for (const waiter of waiting) waiter.end();
    },
  };
}
