import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../api.ts';

export const sesSourcesQuery = queryOptions({
  queryKey: ['sesEvents', 'all'],
  queryFn: ({ signal }) => api.sesEvents.all({}, { signal }),
  // There is one for each account, and accounts change elsewhere.
  refetchOnMount: 'always',
});
