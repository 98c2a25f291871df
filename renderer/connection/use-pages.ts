import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';

type Answer<Row> = { rows: Row[]; total: number };

/**
 * Rows of a long table, fetched by pages as they come into sight. `key` names the question (noun first); while another
 * question is on its way, the rows of the last one stay.
 */
export function usePages<Row>(options: {
  key: readonly unknown[];
  size?: number;
  load: (window: { offset: number; limit: number }, signal: AbortSignal) => Promise<Answer<Row>>;
}) {
  const { key, size = 100, load } = options;
  const queries = useQueryClient();
  const [{ first, last }, setInSight] = useState({ first: 0, last: 0 });
  const shown = useRef<{ total: number | null; rows: Map<number, Row> }>({ total: null, rows: new Map() });

  const indexes = Array.from({ length: last - first + 1 }, (_, index) => first + index).filter(
    (index) => index === 0 || index * size < (shown.current.total ?? 0),
  );
  // The first page is always asked for: it says how many there are, also after a search has shortened the table.
  const wanted = first === 0 ? indexes : [0, ...indexes];
  const pages = useQueries({
    queries: wanted.map((index) => ({
      queryKey: [...key, 'page', index],
      queryFn: ({ signal }: { signal: AbortSignal }) => load({ offset: index * size, limit: size }, signal),
    })),
  });

  const answered = pages.find((page) => page.data);
  const total = pages[0]?.data?.total ?? answered?.data?.total;
  if (total !== undefined) {
    const rows = new Map<number, Row>();
    for (const [position, page] of pages.entries()) {
      const start = (wanted[position] ?? 0) * size;
      for (const [offset, row] of (page.data?.rows ?? []).entries()) rows.set(start + offset, row);
    }
    shown.current = { total, rows };
  }

  // Scrolling within pages that are there changes nothing here, and draws nothing again but the table itself.
  const onRange = useCallback(
    (from: number, to: number) => {
      // A page ahead, so that rows are there before they come into sight.
      const next = { first: Math.max(0, Math.floor(from / size) - 1), last: Math.floor(to / size) + 1 };
      setInSight((before) => (before.first === next.first && before.last === next.last ? before : next));
    },
    [size],
  );
  const getRow = (index: number): Row | undefined =>
    shown.current.rows.get(index) ??
    queries.getQueryData<Answer<Row>>([...key, 'page', Math.floor(index / size)])?.rows[index % size];

  return {
    total: shown.current.total ?? 0,
    /** Whether the total is an answer at all, perhaps to the question before this one. */
    ready: shown.current.total !== null,
    /** Whether the total is the answer to this question. */
    known: total !== undefined,
    getRow,
    onRange,
  };
}
