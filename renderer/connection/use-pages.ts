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
  const [range, setRange] = useState({ first: 0, last: 0 });
  const shown = useRef<{ total: number | null; rows: Map<number, Row> }>({ total: null, rows: new Map() });

  const first = Math.floor(range.first / size);
  const last = Math.floor(range.last / size);
  const indexes = Array.from({ length: last - first + 1 }, (_, index) => first + index);
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

  const onRange = useCallback((from: number, to: number) => setRange({ first: from, last: to }), []);
  const prefix = JSON.stringify(key);
  const getRow = (index: number): Row | undefined => {
    const row = shown.current.rows.get(index);
    if (row !== undefined) return row;
    const cached = queries.getQueryData<Answer<Row>>([...(JSON.parse(prefix) as unknown[]), 'page', Math.floor(index / size)]);
    return cached?.rows[index % size];
  };

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
