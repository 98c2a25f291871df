import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ColumnView } from '#shared/rpc/table-views.ts';
import { api } from '../api.ts';

const KEY = ['table-views', 'contacts'];
/** What the table shows until somebody chooses. */
const FIRST_COLUMNS: readonly ColumnView[] = ['email', 'name', 'lists', 'tags', 'created'].map((key) => ({
  key,
  width: null,
}));

/** Which columns the table of people shows, in their order, and how wide they are; kept with the workspace. */
export function useColumns() {
  const queries = useQueryClient();
  const { data, isPending } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api.tableViews.get({ table: 'contacts' }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const save = useMutation({ mutationFn: (columns: ColumnView[] | null) => api.tableViews.set({ table: 'contacts', columns }) });
  const change = (columns: ColumnView[] | null) => {
    queries.setQueryData(KEY, { columns });
    save.mutate(columns);
  };
  const columns = data?.columns ?? FIRST_COLUMNS;
  return {
    ready: !isPending,
    columns,
    change,
    setWidth: (key: string, width: number) =>
      change(columns.map((column) => (column.key === key ? { ...column, width } : column))),
  };
}
