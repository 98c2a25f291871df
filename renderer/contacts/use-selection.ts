import { useCallback, useState } from 'react';

export type Selection = {
  /** Those that were ticked one by one; of no meaning while `all` is. */
  keys: ReadonlySet<string>;
  /** Everybody who matches is selected, also those that the table has never read, but for `except`. */
  all: boolean;
  except: ReadonlySet<string>;
  has: (key: string) => boolean;
  /** With `range`, everything between this one and the last is taken as well. */
  toggle: (key: string, index: number, range?: boolean) => void;
  /** Takes what lies between the two places, and nothing else of what was ticked in passing. */
  stretch: (from: number, to: number) => void;
  set: (keys: Iterable<string>) => void;
  selectAll: () => void;
  clear: () => void;
};

type State = Pick<Selection, 'keys' | 'all' | 'except'> & { anchor: number | null; stretched: ReadonlySet<string> };
const none: ReadonlySet<string> = new Set();
const nothing: State = { keys: none, all: false, except: none, anchor: null, stretched: none };

/** Which rows are ticked, also those that have scrolled away. */
export function useSelection(keyAt: (index: number) => string | undefined): Selection {
  const [state, setState] = useState<State>(nothing);
  const between = (from: number, to: number) => {
    const found = new Set<string>();
    for (let at = Math.min(from, to); at <= Math.max(from, to); at++) {
      const key = keyAt(at);
      if (key !== undefined) found.add(key);
    }
    return found;
  };
  const { keys, all, except } = state;
  return {
    keys,
    all,
    except,
    has: (key) => (all ? !except.has(key) : keys.has(key)),
    toggle: (key, index, range = false) => {
      if (all) {
        const left = new Set(except);
        if (!left.delete(key)) left.add(key);
        setState({ ...state, except: left, anchor: index });
        return;
      }
      const next = new Set(keys);
      if (range && state.anchor !== null) for (const one of between(state.anchor, index)) next.add(one);
      else if (!next.delete(key)) next.add(key);
      setState({ ...nothing, keys: next, anchor: index });
    },
    stretch: (from, to) => {
      if (all) return;
      // As long as the range is drawn on, what it leaves again is given back.
      const anchor = state.stretched.size > 0 && state.anchor !== null ? state.anchor : from;
      const stretched = between(anchor, to);
      const kept = [...keys].filter((key) => !state.stretched.has(key));
      setState({ ...nothing, keys: new Set([...kept, ...stretched]), anchor, stretched });
    },
    set: useCallback((given) => setState({ ...nothing, keys: new Set(given) }), []),
    selectAll: useCallback(() => setState({ ...nothing, all: true }), []),
    clear: useCallback(() => setState(nothing), []),
  };
}
