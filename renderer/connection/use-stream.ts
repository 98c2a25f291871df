import { useEffect, useRef, useState } from 'react';
import { follow } from './follow.ts';

/**
 * The last value of a stream, such as the progress of a send; null before the first. `key` says which stream it is:
 * another key starts another one, null starts none. Survives a lost connection.
 */
export function useStream<Value>(key: string | null, start: (signal: AbortSignal) => AsyncIterable<Value>): Value | null {
  const [last, setLast] = useState<{ key: string; value: Value } | null>(null);
  const [failure, setFailure] = useState<{ error: unknown } | null>(null);
  const latest = useRef(start);
  latest.current = start;

  useEffect(() => {
    if (key === null) return;
    return follow(
      (signal) => latest.current(signal),
      (value) => setLast({ key, value }),
      (error) => setFailure({ error }),
    );
  }, [key]);

  if (failure) throw failure.error;
  return last && last.key === key ? last.value : null;
}
