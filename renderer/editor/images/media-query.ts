import { api } from '../../api.ts';

export const mediaQuery = {
  queryKey: ['media', 'all'],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.media.all({}, { signal }),
  throwOnError: false,
};
