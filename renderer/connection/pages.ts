import { type QueryClient, QueryObserver } from '@tanstack/react-query';

export type Answer<Row> = { rows: Row[]; total: number };
export type Question<Row> = {
  key: readonly unknown[];
  load: (window: { offset: number; limit: number }, signal: AbortSignal) => Promise<Answer<Row>>;
};

const pageKey = (key: readonly unknown[], index: number) => [...key, 'page', index];

export const pageQuery = <Row>({ key, load }: Question<Row>, { index, size }: { index: number; size: number }) => ({
  queryKey: pageKey(key, index),
  queryFn: ({ signal }: { signal: AbortSignal }) => load({ offset: index * size, limit: size }, signal),
  // Whoever scrolls through a million people passes thousands of pages.
  gcTime: 30_000,
});

/**
 * The pages in sight and those next to them, kept beside React: a page that comes while somebody scrolls draws the rows
 * that it brings and nothing else of the screen. One that is passed before it came is cancelled.
 */
export function createPages<Row>(queries: QueryClient, { size, onError }: { size: number; onError: (error: unknown) => void }) {
  const listeners = new Set<() => void>();
  /** What ends the asking for each page. */
  const asked = new Map<number, () => void>();
  let question: Question<Row> | null = null;
  let sight = { first: 0, last: 0 };
  let total = 0;
  let rows = new Map<number, Row[]>();
  /** Until another question is answered, what was found before stays. */
  let old = false;

  const forget = () => {
    if (old) rows = new Map();
    old = false;
  };
  const take = (index: number, answer: Answer<Row>) => {
    forget();
    if (rows.get(index) === answer.rows) return;
    rows.set(index, answer.rows);
    for (const listener of listeners) listener();
  };
  const askFor = (index: number, question: Question<Row>) => {
    const observer = new QueryObserver<Answer<Row>>(queries, pageQuery(question, { index, size }));
    const stop = observer.subscribe(({ data, error }) => {
      if (data) take(index, data);
      else if (error) onError(error);
    });
    asked.set(index, stop);
    const { data } = observer.getCurrentResult();
    if (data) take(index, data);
  };
  const leave = (index: number) => {
    asked.get(index)?.();
    asked.delete(index);
    if (!old) rows.delete(index);
  };
  const look = () => {
    if (!question) return;
    const isWanted = (index: number) => index >= sight.first && index <= sight.last && (index === 0 || index * size < total);
    for (const index of [...asked.keys()]) if (!isWanted(index)) leave(index);
    for (let index = sight.first; index <= sight.last; index++) if (isWanted(index) && !asked.has(index)) askFor(index, question);
  };

  return {
    /** Asks this from now on, for what is in sight. Returns what ends it. */
    begin: (next: Question<Row>): (() => void) => {
      question = next;
      look();
      return () => {
        question = null;
        old = true;
        for (const index of [...asked.keys()]) leave(index);
      };
    },
    /** How many there are by the answer to this question. */
    settle: (reached: number): void => {
      forget();
      total = reached;
      look();
    },
    onRange: (from: number, to: number): void => {
      // A page ahead, so that rows are there before they come into sight.
      sight = { first: Math.max(0, Math.floor(from / size) - 1), last: Math.floor(to / size) + 1 };
      look();
    },
    /** Undefined while it is on its way. */
    getRow: (index: number): Row | undefined => {
      const page = Math.floor(index / size);
      const passed = () => question && queries.getQueryData<Answer<Row>>(pageKey(question.key, page))?.rows;
      return (rows.get(page) ?? (old ? null : passed()))?.[index % size];
    },
    /** Told whenever rows have come. */
    watch: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
