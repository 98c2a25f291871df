import { hashKey, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type Answer, createPages, pageQuery, type Question } from './pages.ts';

/**
 * Rows of a long table, fetched by pages as they come into sight. `key` names the question (noun first); while another
 * question is on its way, the rows of the last one stay. The screen is drawn again only when there are more or fewer.
 */
export function usePages<Row>({ key, size = 100, load }: Question<Row> & { size?: number }) {
  const queries = useQueryClient();
  const [failure, setFailure] = useState<{ error: unknown } | null>(null);
  const [pages] = useState(() => createPages<Row>(queries, { size, onError: (error) => setFailure({ error }) }));
  // The first page is always asked for: it says how many there are, also after a search has shortened the table.
  const { data: total } = useQuery({
    ...pageQuery({ key, load }, { index: 0, size }),
    select: ({ total }: Answer<Row>) => total,
  });
  const last = useRef<number | null>(null);
  last.current = total ?? last.current;

  const asked = useRef({ key, load });
  asked.current = { key, load };
  const name = hashKey(key);
  // Before it is painted, so that nothing of the answer before is seen under the count of this one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the name stands for the question
  useLayoutEffect(() => pages.begin(asked.current), [pages, name]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same total may be the answer to another question
  useLayoutEffect(() => {
    if (total !== undefined) pages.settle(total);
  }, [pages, name, total]);
  if (failure) throw failure.error;

  const shown = last.current ?? 0;
  const { getRow, onRange, watch } = pages;
  return {
    total: shown,
    /** Whether the total is an answer at all, perhaps to the question before this one. */
    ready: last.current !== null,
    /** Whether the total is the answer to this question. */
    known: total !== undefined,
    getRow,
    /** What a table shows. */
    rows: useMemo(() => ({ total: shown, getRow, onRange, watch }), [shown, getRow, onRange, watch]),
  };
}
