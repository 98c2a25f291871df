import { useCallback, useState } from 'react';

export type Selection = {
  keys: ReadonlySet<string>;
  has: (key: string) => boolean;
  /** With `range`, everything between this one and the last is taken as well. */
  toggle: (key: string, index: number, range?: boolean) => void;
  set: (keys: Iterable<string>) => void;
  clear: () => void;
};

/** Which rows are ticked, also those that have scrolled away. */
export function useSelection(keyAt: (index: number) => string | undefined): Selection {
  const [state, setState] = useState<{ keys: ReadonlySet<string>; anchor: number | null }>({ keys: new Set(), anchor: null });
  return {
    keys: state.keys,
    has: (key) => state.keys.has(key),
    toggle: (key, index, range = false) => {
      const keys = new Set(state.keys);
      if (range && state.anchor !== null) {
        const [from, to] = [Math.min(state.anchor, index), Math.max(state.anchor, index)];
        for (let at = from; at <= to; at++) {
          const between = keyAt(at);
          if (between !== undefined) keys.add(between);
        }
      } else if (!keys.delete(key)) keys.add(key);
      setState({ keys, anchor: index });
    },
    set: useCallback((keys) => setState({ keys: new Set(keys), anchor: null }), []),
    clear: useCallback(() => setState({ keys: new Set(), anchor: null }), []),
  };
}
