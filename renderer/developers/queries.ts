import { api } from '../api.ts';

export const endpointsQuery = {
  queryKey: ['webhooks', 'all'],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.webhooks.all({}, { signal }),
};

export const webhookTypesQuery = {
  queryKey: ['webhooks', 'types'],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.webhooks.types({}, { signal }),
};
