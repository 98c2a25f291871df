import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, connection } from '../api.ts';
import { follow } from './follow.ts';

/** What is asked again when a noun changes, besides the noun itself. */
const ALSO: Record<string, readonly string[]> = {
  contacts: ['segments', 'lists', 'tags', 'home'],
  lists: ['contacts', 'home'],
  fields: ['contacts', 'content'],
  tags: ['contacts'],
  suppressions: ['contacts', 'home'],
  imports: ['home'],
  brands: ['content'],
  campaigns: ['home'],
  sends: ['campaigns', 'transports', 'home'],
  bulk: [],
  messages: ['sends', 'campaigns', 'transports', 'home'],
  transports: ['home'],
  settings: ['app', 'home'],
};

/** An import announces thousands of changes; a screen that is asked for once in this time is fresh enough. */
const PAUSE_MS = 700;
/** And no more of the time than this share goes into answering, however long an answer takes. */
const SHARE = 1 / 8;
/** Unless nothing more is announced for so long: then it is over, and somebody waits to see what came of it. */
const QUIET_MS = 1500;

/** Keeps what is on the screen true: asks again whatever a change may have touched. */
export function useLiveChanges(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const changed = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | null = null;
    let asking = false;
    /** Not before, while announcements go on. */
    let restUntil = 0;
    let firstAt = 0;
    const plan = () => {
      if (asking || changed.size === 0) return;
      const now = performance.now();
      if (timer === null) firstAt = now;
      else clearTimeout(timer);
      const dueAt = Math.min(Math.max(firstAt + PAUSE_MS, restUntil), now + QUIET_MS);
      timer = setTimeout(() => void ask(), dueAt - now);
    };
    const ask = async () => {
      const startedAt = performance.now();
      const nouns = new Set([...changed].flatMap((topic) => [topic, ...(ALSO[topic] ?? [])]));
      changed.clear();
      timer = null;
      asking = true;
      const all = nouns.has('workspaces');
      await queries.invalidateQueries({ predicate: ({ queryKey }) => all || nouns.has(String(queryKey[0])) });
      asking = false;
      const endedAt = performance.now();
      restUntil = endedAt + (endedAt - startedAt) / SHARE;
      plan();
    };
    const stop = follow(
      (signal) => api.app.watchChanges({}, { signal }),
      ({ topics }) => {
        for (const topic of topics) changed.add(topic);
        plan();
      },
    );
    // Changes while the connection was gone were announced to nobody.
    const unsubscribe = connection.subscribe(({ state }, before) => {
      if (state === 'open' && before.state === 'lost') void queries.invalidateQueries();
    });
    return () => {
      stop();
      unsubscribe();
      if (timer) clearTimeout(timer);
    };
  }, [queries]);
}
