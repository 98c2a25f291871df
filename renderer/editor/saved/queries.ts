import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api.ts';

export const savedBlocksQuery = queryOptions({
  queryKey: ['savedBlocks', 'all'],
  queryFn: ({ signal }) => api.savedBlocks.all({}, { signal }),
});
